/** What tabs of the desk tell each other. `session`: somebody signed in or out; `send`: what is unsent is to go out. */
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
