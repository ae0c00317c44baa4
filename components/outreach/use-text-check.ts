"use client";

import { useEffect, useRef, useState } from "react";
import type { Contactability } from "@/lib/guard/schema";

export type CheckText = (text: string) => Promise<Contactability | null>;

const pauseMs = 450;
/** Shorter texts are alike by chance; the guard does not compare them either. */
const shortest = 40;

/**
 * The guard's answer for what is typed: asked again with the text once the typing rests. Until it answers, the one without text stands;
 * an answer for an older text is passed over.
 */
export function useTextCheck(
  /** null: nothing is about to be sent */
  typed: string | null,
  standing: Contactability | null,
  check?: CheckText,
): Contactability | null {
  const [checked, setChecked] = useState<{ of: Contactability | null; answer: Contactability } | null>(null);
  const turn = useRef(0);
  const text = typed !== null && typed.trim().length >= shortest ? typed : null;
  useEffect(() => {
    const mine = ++turn.current;
    if (text === null || !check) return setChecked(null);
    const timer = setTimeout(async () => {
      const answer = await check(text).catch(() => null);
      if (mine === turn.current) setChecked(answer && { of: standing, answer });
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [text, check, standing]);
  // What is known of an earlier text stays while the next is asked; a newer verdict of the page is newer than it.
  return text !== null && checked && checked.of === standing ? checked.answer : standing;
}
