import { MOST_ANSWER_TOKENS, tokensOf } from "./rules";

export type Answered = {
  text: string;
  refused: boolean /** it ends before its end */;
  cut: boolean;
  inputTokens: number;
  outputTokens: number;
};
/** The port: a question goes out, a text comes back. It throws what went wrong, in words for a log. */
export type Writer = {
  model: string;
  /** of a million tokens, in millionths; null: not known */
  prices: { input: number; output: number } | null;
  write: (ask: { system: string; prompt: string }) => Promise<Answered>;
};

type Environment = Partial<Record<string, string>>;
const mostMs = 30_000;

/** The model that the environment names (AI_BASE_URL, AI_API_KEY, AI_MODEL), or null: then nobody writes. It has no tools. */
export function openWriter(environment: Environment = process.env, timeoutMs = mostMs): Writer | null {
  const { AI_BASE_URL: baseURL, AI_API_KEY: apiKey, AI_MODEL: model } = environment;
  if (!baseURL || !model) return null;
  return {
    model,
    prices: pricesOf(environment),
    write: async ({ system, prompt }) => {
      // A megabyte of code that most houses never need.
      const [{ createOpenAICompatible }, { generateText }] = await Promise.all([
        import("@ai-sdk/openai-compatible"),
        import("ai"),
      ]);
      const provider = createOpenAICompatible({ name: "configured", baseURL, apiKey });
      const { text, finishReason, usage } = await generateText({
        model: provider(model),
        system,
        prompt,
        maxOutputTokens: MOST_ANSWER_TOKENS,
        maxRetries: 0,
        abortSignal: AbortSignal.timeout(timeoutMs),
      });
      return {
        text,
        refused: finishReason === "content-filter",
        cut: finishReason === "length",
        inputTokens: tokensOf(usage.inputTokens, system + prompt),
        outputTokens: tokensOf(usage.outputTokens, text),
      };
    },
  };
}

function pricesOf({ AI_PRICE_INPUT: input, AI_PRICE_OUTPUT: output }: Environment): Writer["prices"] {
  const [one, other] = [Number(input), Number(output)];
  return input && output && one >= 0 && other >= 0 ? { input: one * 1e6, output: other * 1e6 } : null;
}
