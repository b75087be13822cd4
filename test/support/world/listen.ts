export interface Message {
  readonly id: string;
  readonly event: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- specs read answers as any client does, and assert their shape
  readonly data: any;
}

/** Opens a stream of server-sent events. */
export async function listen(url: string, headers: Record<string, string> = {}) {
  const ending = new AbortController();
  const response = await fetch(url, { headers, signal: ending.signal });
  const messages: Message[] = [];
  let changed: () => void = () => undefined;
  const reading = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body ?? []) {
      text += decoder.decode(chunk as Uint8Array, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';
        if (field('event') !== '')
          messages.push({ id: field('id'), event: field('event'), data: JSON.parse(field('data')) });
      }
      changed();
    }
  })().catch(() => undefined);
  return {
    response,
    messages,
    /** Resolves with the first message that fits, also among earlier ones. Rejects when the stream ends. */
    until: async (fits: (message: Message) => boolean): Promise<Message> => {
      for (;;) {
        const found = messages.find(fits);
        if (found) return found;
        const more = new Promise<void>((resolve) => {
          changed = resolve;
        });
        await Promise.race([more, reading.then(() => Promise.reject(new Error('the stream ended')))]);
      }
    },
    ended: reading,
    stop: async () => {
      ending.abort();
      await reading;
    },
  };
}
