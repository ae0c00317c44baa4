"use client";

import { EditorContent, useEditor } from "@tiptap/react";
import StarterKit from "@tiptap/starter-kit";
import { useEffect, useRef } from "react";
import { EditorBar } from "./editor-bar";

export type RichTextProps = {
  html: string;
  /** cleaned again by the server; the text is what a plain mail would say */
  onChange: (html: string, text: string) => void;
  label: string;
  invalid?: boolean;
  autoFocus?: boolean;
};

/** Formatted text. Loaded when it is first wanted: see rich-text-field.tsx. */
export function RichText({ html, onChange, label, invalid = false, autoFocus = false }: RichTextProps) {
  const latest = useRef(onChange);
  const own = useRef(html);
  useEffect(() => {
    latest.current = onChange;
  });
  const editor = useEditor({
    extensions: [StarterKit.configure({ heading: { levels: [2, 3] }, link: { openOnClick: false, autolink: true } })],
    content: html,
    autofocus: autoFocus ? "end" : false,
    immediatelyRender: false,
    editorProps: {
      attributes: {
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label,
        class: "rich-text",
        ...(invalid && { "aria-invalid": "true" }),
      },
      // It sends the form, as in a plain field; the editor would break the line.
      handleKeyDown: (_, event) => event.key === "Enter" && (event.metaKey || event.ctrlKey),
    },
    onUpdate: ({ editor: now }) => {
      own.current = now.isEmpty ? "" : now.getHTML();
      latest.current(own.current, now.getText({ blockSeparator: "\n\n" }));
    },
  });
  // A template that was chosen, a draft that came back: what did not come from typing here.
  useEffect(() => {
    if (!editor || html === own.current) return;
    own.current = html;
    editor.commands.setContent(html, { emitUpdate: false });
  }, [editor, html]);
  return (
    <div className="rich">
      <EditorBar editor={editor} />
      <EditorContent editor={editor} />
    </div>
  );
}
