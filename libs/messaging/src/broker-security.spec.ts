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

describe('the connection to the brokers', () => {
  it('is plain text by default', () => {
    expect(brokerSecurityOf(settings)).toEqual({});
  });

  it("uses TLS with Node's default authorities, or with the one from a file", () => {
    expect(brokerSecurityOf({ ...settings, KAFKA_SSL: 'on' })).toEqual({ tls: {} });
    const { tls } = brokerSecurityOf({ ...settings, KAFKA_SSL: 'on', KAFKA_SSL_CA: import.meta.filename });
    expect(tls?.ca).toContain('the connection to the brokers');
  });

  it('signs in with user name and password', () => {
    expect(brokerSecurityOf({ ...settings, ...signIn })).toEqual({
      sasl: { mechanism: 'plain', username: 'ann', password: 'secret' },
    });
  });

  it('is refused if some of its settings are missing', () => {
    const half = { ...settings, ...signIn, KAFKA_SASL_PASSWORD: undefined };
    expect(() => brokerSecurityOf(half)).toThrow(StartupError);
    expect(() => brokerSecurityOf({ ...settings, KAFKA_SSL_CA: '/a/file' })).toThrow('KAFKA_SSL is off');
    expect(() => brokerSecurityOf({ ...settings, KAFKA_SSL: 'on', KAFKA_SSL_CA: '/no/such/file' })).toThrow(
      'KAFKA_SSL_CA: ',
    );
  });
});
