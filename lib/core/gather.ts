import { AppError } from "./errors";

/**
 * What is asked while an answer is awaited is asked together afterwards, so that many who ask at once cost little more than one. When the
 * question of many fails each asks for itself, so that one that cannot be answered holds up no other.
 */
export function gather<T, R>(ask: (items: T[]) => Promise<R[]>, most: number): (item: T) => Promise<R> {
  type Asked = { item: T; resolve: (answer: R) => void; reject: (error: unknown) => void };
  const waiting: Asked[] = [];
  let asking = false;
  const answerAll = async (group: Asked[]): Promise<void> => {
    try {
      const answers = await ask(group.map((one) => one.item));
      for (const [nth, one] of group.entries()) {
        const answer = answers[nth];
        if (answer === undefined) one.reject(new Error("There is one answer to each question"));
        else one.resolve(answer);
      }
    } catch (error) {
      const away = error instanceof AppError && error.code === "UNAVAILABLE";
      if (group.length === 1 || away) for (const one of group) one.reject(error);
      else for (const one of group) await answerAll([one]);
    }
  };
  const askOn = async () => {
    if (asking) return;
    asking = true;
    while (waiting.length > 0) await answerAll(waiting.splice(0, most));
    asking = false;
  };
  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void askOn();
    });
}
