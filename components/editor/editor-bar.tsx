"use client";

import type { Editor } from "@tiptap/react";
import { useEditorState } from "@tiptap/react";
import { Bold, Italic, Link2, List, ListOrdered, type LucideIcon } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";

type Mark = { name: string; label: string; icon: LucideIcon; run: (editor: Editor) => void };

const MARKS: readonly Mark[] = [
  { name: "bold", label: "Bold", icon: Bold, run: (editor) => editor.chain().focus().toggleBold().run() },
  { name: "italic", label: "Italic", icon: Italic, run: (editor) => editor.chain().focus().toggleItalic().run() },
  { name: "bulletList", label: "List", icon: List, run: (editor) => editor.chain().focus().toggleBulletList().run() },
  {
    name: "orderedList",
    label: "Numbered list",
    icon: ListOrdered,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
];

/** What a business mail needs, and no more. */
export function EditorBar({ editor }: { editor: Editor | null }) {
  const [linking, setLinking] = useState(false);
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => [...MARKS.map(({ name }) => name), "link"].filter((name) => now?.isActive(name)),
  });
  const isOn = (name: string) => active?.includes(name) ?? false;
  return (
    <div role="toolbar" aria-label="Formatting" className="rich-bar">
      {MARKS.map(({ name, label, icon, run }) => (
        <Button
          key={name}
          variant="ghost"
          size="small"
          icon={icon}
          iconOnly
          aria-pressed={isOn(name)}
          disabled={!editor}
          onClick={() => editor && run(editor)}
        >
          {label}
        </Button>
      ))}
      <Button
        variant="ghost"
        size="small"
        icon={Link2}
        iconOnly
        aria-pressed={isOn("link")}
        aria-expanded={linking}
        disabled={!editor}
        onClick={() => {
          if (isOn("link")) editor?.chain().focus().extendMarkRange("link").unsetLink().run();
          else setLinking(!linking);
        }}
      >
        Link
      </Button>
      {linking && editor ? <LinkField editor={editor} close={() => setLinking(false)} /> : null}
    </div>
  );
}

function LinkField({ editor, close }: { editor: Editor; close: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const set = () => {
    const typed = field.current?.value.trim() ?? "";
    close();
    if (typed === "") return;
    const href = /^(https?|mailto|tel):/i.test(typed) ? typed : `https://${typed}`;
    const chain = editor.chain().focus();
    if (editor.state.selection.empty)
      chain.insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
    else chain.extendMarkRange("link").setLink({ href }).run();
  };
  return (
    <Input
      ref={field}
      frame="bar"
      aria-label="Address of the link"
      placeholder="https://"
      autoFocus
      className="grow"
      onKeyDown={(event) => {
        if (event.key !== "Enter" && event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        if (event.key === "Enter") set();
        else close();
      }}
      end={
        <button type="button" className="link" onClick={set}>
          Set
        </button>
      }
    />
  );
}
