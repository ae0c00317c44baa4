import { KeysFooter } from "@/components/shell/keys-footer";

/** The keys of the lead page. */
export function LeadKeys() {
  return (
    <KeysFooter
      hints={[
        { keys: ["J", "K"], label: "Next, previous" },
        { keys: ["[", "]"], label: "Older, newer" },
        { keys: ["E"], label: "Write" },
        { keys: ["R"], label: "Reply" },
        { keys: ["L", "then", "E", "C", "S", "I", "M"], label: "Log" },
        { keys: ["C"], label: "Call" },
        { keys: ["S"], label: "Status" },
        { keys: ["D"], label: "Do not contact" },
        { keys: ["Z"], label: "Undo" },
      ]}
    />
  );
}
