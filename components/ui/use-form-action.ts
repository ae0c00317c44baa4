import { unstable_rethrow } from "next/navigation";
import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from "react";
import { NOT_REACHED } from "./reached";
import { showProblem } from "./toast";

/**
 * A form's action with what it answered last: posted by the browser before the scripts run, sent once at a time afterwards. Whether one is
 * on its way is not asked of the transition: that lasts until the page is drawn anew when news came meanwhile, and a press would be lost.
 */
export function useFormAction<S>(action: (state: Awaited<S>, form: FormData) => Promise<S>, first: Awaited<S>) {
  const [posted, send, posting] = useActionState<S, FormData>(action, first);
  const [answered, setAnswered] = useState<{ state: Awaited<S> } | null>(null);
  const [sending, start] = useTransition();
  const running = useRef(false);
  const sent = useRef<HTMLFormElement | null>(null);
  const state = answered ? answered.state : posted;
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    sent.current = event.currentTarget;
    const form = new FormData(event.currentTarget);
    start(async () => {
      try {
        setAnswered({ state: await action(state, form) });
      } catch (error) {
        sayUnreached(error);
      } finally {
        running.current = false;
      }
    });
  };
  // On a phone the answer stands above what is seen of a long form.
  useEffect(() => {
    if (answered)
      sent.current?.querySelector("[role=alert], [aria-invalid=true]")?.scrollIntoView({ block: "nearest" });
  }, [answered]);
  return { state, send, busy: posting || sending, onSubmit };
}

/** No answer came: the form stays as it was filled in. */
function sayUnreached(error: unknown): void {
  unstable_rethrow(error);
  showProblem(NOT_REACHED.problem.detail);
}
