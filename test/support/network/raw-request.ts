import { connect } from 'node:net';

/** Sends bytes that HTTP clients refuse to send, and resolves with all bytes of the answer. */
export const rawRequest = (url: string, request: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
