import { type FormEvent, useActionState, useRef, useState, useTransition } from "react";

/**
 * A form's action with what it answered last: posted by the browser before the scripts run, sent once at a time afterwards. Whether one is
 * on its way is not asked of the transition: that lasts until the page is drawn anew when news came meanwhile, and a press would be lost.
 */
export function useFormAction<S>(action: (state: Awaited<S>, form: FormData) => Promise<S>, first: Awaited<S>) {
  const [posted, send, posting] = useActionState<S, FormData>(action, first);
  const [answered, setAnswered] = useState<{ state: Awaited<S> } | null>(null);
  const [sending, start] = useTransition();
  const running = useRef(false);
  const state = answered ? answered.state : posted;
  const onSubmit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (running.current) return;
    running.current = true;
    const form = new FormData(event.currentTarget);
    start(async () => {
      const next = await action(state, form).finally(() => {
        running.current = false;
      });
      setAnswered({ state: next });
    });
  };
  return { state, send, busy: posting || sending, onSubmit };
}
