// Serves one small model on loopback as an OpenAI chat endpoint: node serve.mjs MODEL.gguf [PORT]
// Prints "listening PORT". A JSON schema is held by a grammar; nothing is drawn by chance. So that an answer comes to
// an end and says something, a list is made to hold one or two entries, and a text so many letters.
import { createServer } from "node:http";
import { getLlama, LlamaChatSession } from "node-llama-cpp";

const LETTERS = 90;
const [modelPath, port = "0"] = process.argv.slice(2);
const quiet = { gpu: false, build: "never", skipDownload: true, logLevel: "error" };
const llama = await getLlama({ ...quiet, maxThreads: 1 }); // on a busy machine a second thread is the slower way
const model = await llama.loadModel({ modelPath });
const context = await model.createContext({ contextSize: 4096 });
const contextSequence = context.getSequence(); // one for all: what begins alike is read once
let before = Promise.resolve();

async function answer({ messages, response_format: format, max_tokens: maxTokens }) {
  const said = (role) => messages.filter((m) => m.role === role).map((m) => m.content).join("\n");
  const shape = JSON.stringify(format?.json_schema?.schema ?? {})
    .replace(/"maxItems":\d+/g, '"minItems":1,"maxItems":2')
    .replace(/\{"type":"string"\}/g, `{"type":"string","maxLength":${LETTERS}}`);
  const session = new LlamaChatSession({ contextSequence, systemPrompt: said("system"), autoDisposeSequence: false });
  try {
    const grammar = shape === "{}" ? undefined : await llama.createGrammarForJsonSchema(JSON.parse(shape));
    const done = await session.promptWithMeta(said("user"), { grammar, maxTokens, temperature: 0 });
    return [done.responseText, done.stopReason === "maxTokens" ? "length" : "stop"];
  } finally {
    session.dispose();
  }
}

const server = createServer(async (request, response) => {
  let [body, status, reply] = ["", 200, {}];
  for await (const part of request) body += part;
  try {
    const asked = JSON.parse(body);
    const [content, finish_reason] = await (before = before.catch(() => {}).then(() => answer(asked)));
    const choices = [{ index: 0, finish_reason, message: { role: "assistant", content } }];
    reply = { id: "local", object: "chat.completion", created: 0, model: asked.model, choices };
  } catch (error) {
    [status, reply] = [500, { error: { message: String(error) } }];
  }
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(reply));
});
server.listen(Number(port), "127.0.0.1", () => console.log(`listening ${server.address().port}`));
