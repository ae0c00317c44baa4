import { Button } from "./button";
import { Note } from "./note";

type Props = { found: "mine" | "both" | null; what: string; startOver: () => void };

/** Says that unsaved work came back, and the way to what is saved. */
export function KeptNote({ found, what, startOver }: Props) {
  if (!found) return null;
  return (
    <Note end={<Button onClick={startOver}>Start over</Button>}>
      {found === "mine"
        ? "What you were writing is back. It is not saved yet."
        : `What you were writing is back. ${what} was changed meanwhile: saving puts yours in its place.`}
    </Note>
  );
}
