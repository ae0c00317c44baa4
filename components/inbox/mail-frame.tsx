"use client";

import { useState } from "react";
import { mailFrame } from "@/lib/mail-html/frame-rules";

const tallest = 4000;

/** The HTML of a mail, cleaned on the server, in a frame without scripts whose own policy fetches nothing. */
export function MailFrame({ html, title }: { html: string; title: string }) {
  const [height, setHeight] = useState(120);
  return (
    <iframe
      className="mail"
      title={title}
      // No scripts inside; the same origin only lets us read how tall it is.
      sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
      referrerPolicy="no-referrer"
      srcDoc={mailFrame(html)}
      style={{ height }}
      onLoad={({ currentTarget }) => {
        const tall = currentTarget.contentDocument?.documentElement.scrollHeight ?? 120;
        setHeight(Math.min(tallest, tall + 8));
      }}
    />
  );
}
