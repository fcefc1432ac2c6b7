// A text provider that speaks OpenAI's chat completions, streamed, and writes when the story lets it.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Provider = {
  /** What `IGNY8_TEXT_BASE_URL` names. */
  url: string;
  /** Prompts of sections, as they came in. */
  sections: string[];
  /** Lets the first section, of which the first words are out, come to its end. */
  goOn: () => void;
  stop: () => void;
};

/** What the first section begins with, which is sent before `goOn`. */
export const FIRST_WORDS = 'Steam rises slowly from the grounds';
/** So often the second section is refused: as often as one call tries by itself. */
const REFUSALS = 4;

/** Starts the provider. Its first section waits half-way for `goOn`; the one after it is refused with 429 for a while. */
export async function startProvider(): Promise<Provider> {
  const sections: string[] = [];
  let goOn = () => {};
  const free = new Promise<void>(resolve => { goOn = resolve; });

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { messages, response_format: format } = JSON.parse(await bodyOf(request));
    if (format.json_schema.name === 'article_meta') return stream(response, [META]);
    const prompt: string = messages.at(-1).content;
    sections.push(prompt);
    if (sections.length > 1 && sections.length <= 1 + REFUSALS) return refuse(response);
    const text = JSON.stringify({ html: section(Number(prompt.match(/Write (\d+) words/)?.[1]), sections.length === 1) });
    const cut = text.indexOf(FIRST_WORDS) + FIRST_WORDS.length;
    return sections.length === 1 ? stream(response, [text.slice(0, cut), text.slice(cut)], free) : stream(response, [text]);
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(error => { response.destroy(error); });
  });
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve); });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/v1`, sections, goOn, stop: () => { server.close(); server.closeAllConnections(); } };
}

const META = JSON.stringify({
  meta_title: 'Coffee, from the grounds up',
  meta_description: 'What happens in the cup, told in the order in which it happens.',
  excerpt: 'What happens in the cup.',
  tags: ['coffee'],
  categories: ['Brewing'],
});

/** A section of about so many words: its beginning, and more of the same. */
function section(words: number, first: boolean): string {
  const sentence = 'Water meets coffee and takes along what it can carry. '.split(' ').filter(Boolean);
  const more = Array.from({ length: words }, (_, at) => sentence[at % sentence.length]).join(' ');
  return `<p>${first ? `${FIRST_WORDS}. ` : ''}${more}</p>`;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += piece;
  return body;
}

/** Sends an answer piece by piece; before the second piece `until` must come to its end. */
async function stream(response: ServerResponse, pieces: string[], until?: Promise<void>) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event: unknown) => response.write(`data: ${JSON.stringify(event)}\n\n`);
  for (const [at, content] of pieces.entries()) {
    if (at > 0) await until;
    send({ choices: [{ index: 0, delta: { content }, finish_reason: null }] });
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] });
  send({ choices: [], usage: { prompt_tokens: 400, completion_tokens: 300 } });
  response.end('data: [DONE]\n\n');
}

function refuse(response: ServerResponse) {
  response.writeHead(429, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' } }));
}
