import { StartupError } from '#platform/startup-error';
import { brokerSecurityOf } from './broker-security.ts';

const settings = {
  KAFKA_SSL: 'off' as const,
  KAFKA_SSL_CA: undefined,
  KAFKA_SASL_MECHANISM: undefined,
  KAFKA_SASL_USERNAME: undefined,
  KAFKA_SASL_PASSWORD: undefined,
};
const signIn = { KAFKA_SASL_MECHANISM: 'plain' as const, KAFKA_SASL_USERNAME: 'ann', KAFKA_SASL_PASSWORD: 'secret' };

describe('the way to the brokers', () => {
  it('is plain unless something is said', () => {
    expect(brokerSecurityOf(settings)).toEqual({});
  });

  it('is TLS with the authorities that Node trusts, or the one of a file', () => {
    expect(brokerSecurityOf({ ...settings, KAFKA_SSL: 'on' })).toEqual({ tls: {} });
    const { tls } = brokerSecurityOf({ ...settings, KAFKA_SSL: 'on', KAFKA_SSL_CA: import.meta.filename });
    expect(tls?.ca).toContain('the way to the brokers');
  });

  it('signs in with a name and a password', () => {
    expect(brokerSecurityOf({ ...settings, ...signIn })).toEqual({
      sasl: { mechanism: 'plain', username: 'ann', password: 'secret' },
    });
  });

  it('is refused where half of it is missing', () => {
    const half = { ...settings, ...signIn, KAFKA_SASL_PASSWORD: undefined };
    expect(() => brokerSecurityOf(half)).toThrow(StartupError);
    expect(() => brokerSecurityOf({ ...settings, KAFKA_SSL_CA: '/a/file' })).toThrow('KAFKA_SSL is off');
    expect(() => brokerSecurityOf({ ...settings, KAFKA_SSL: 'on', KAFKA_SSL_CA: '/no/such/file' })).toThrow(
      'KAFKA_SSL_CA: ',
    );
  });
});
