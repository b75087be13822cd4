import { faultOf, LastOffsets } from './acknowledgement.ts';

const at = (partition: number, topic = 'comments') => ({ topic, partition });
const ack = (partition: number, baseOffset: string, errorCode = 0) => ({
  topicName: 'comments',
  partition,
  errorCode,
  baseOffset,
});

describe('the response to a send', () => {
  it('is valid if every partition of the batch acknowledged new records', () => {
    const batch = [at(0), at(1), at(0)];
    expect(faultOf(batch, [ack(1, '7'), ack(0, '0')], new Map())).toBeUndefined();
  });

  it('is a mismatch if a partition is missing, as when its leader moves during the send', () => {
    const fault = faultOf([at(0), at(1)], [ack(0, '0')], new Map());
    expect(fault).toEqual({ kind: 'mismatch', detail: 'comments/1 is missing in the answer' });
  });

  it('is a mismatch if a partition of another topic answered instead', () => {
    const fault = faultOf([at(0, 'authors')], [ack(0, '0')], new Map());
    expect(fault).toEqual({ kind: 'mismatch', detail: 'authors/0 is missing in the answer' });
  });

  it('is a mismatch if a partition answered with an error', () => {
    const fault = faultOf([at(0)], [ack(0, '-1', 6)], new Map());
    expect(fault).toEqual({ kind: 'mismatch', detail: 'comments/0 answered with error 6' });
  });

  it('is a mismatch if it is empty', () => {
    expect(faultOf([at(0)], [], new Map())).toMatchObject({ kind: 'mismatch' });
  });

  it.each([['7'], ['6']])('is a duplicate if it has offset %s after 7 was acknowledged', (offset) => {
    const last: LastOffsets = new Map();
    expect(faultOf([at(0)], [ack(0, '7')], last)).toBeUndefined();
    expect(faultOf([at(0)], [ack(0, offset)], last)).toMatchObject({ kind: 'duplicate' });
    expect(faultOf([at(0)], [ack(0, '8')], last)).toBeUndefined();
  });
});
