import { connect } from 'node:net';

/** Sends bytes as they are, past every client that would refuse to, and answers with every byte that came back. */
export const rawRequest = (url: string, request: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname, () => socket.write(request));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
