import { KeysFooter } from "@/components/shell/keys-footer";

/** The keys of the lead page. */
export function LeadKeys() {
  return (
    <KeysFooter
      hints={[
        { keys: ["[", "]"], label: "Older, newer" },
        { keys: ["L", "then", "E", "C", "S", "I", "M"], label: "Log" },
      ]}
    />
  );
}
