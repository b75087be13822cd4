import { strictTls } from './strict-tls.ts';

describe('the URL of a database', () => {
  it.each(['prefer', 'require', 'verify-ca', 'verify-full'])('asks for a full check with sslmode=%s', (mode) => {
    const url = strictTls(`postgres://ann:p%40ss@db.example/news?sslmode=${mode}&application_name=x`);
    expect(url).toBe('postgres://ann:p%40ss@db.example/news?sslmode=verify-full&application_name=x');
  });

  it.each([
    'postgres://db.example/news',
    'postgres://db.example/news?sslmode=disable',
    'postgres://db.example/news?sslmode=no-verify',
    'postgres://db.example/news?sslmode=require&uselibpqcompat=true',
    'postgres://db.example/news?host=/run/postgresql',
  ])('stays as it is: %s', (url) => {
    expect(strictTls(url)).toBe(url);
  });
});
