/** Messages between tabs of the desk. `session`: a sign-in or sign-out; `send`: send unsent commands now. */
export type TabMessage = 'session' | 'send';

/** The other tabs of this browser that have the desk open. */
export class Tabs {
  private readonly channel = new BroadcastChannel('colloquy-desk');

  tell(message: TabMessage): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin, and takes no other argument
    this.channel.postMessage(message);
  }

  listen(listener: (message: TabMessage) => void): void {
    this.channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => listener(data));
  }
}
