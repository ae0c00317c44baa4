import { AuthFrame } from "@/components/auth/auth-frame";
import { Button } from "@/components/ui/button";
import type { Recipient, Stop } from "@/lib/unsubscribes/schema";

const CHOICES: readonly [Stop, string][] = [
  ["call", "Calls"],
  ["sms", "Text messages"],
  ["whatsapp", "WhatsApp messages"],
  ["linkedin", "LinkedIn messages"],
  ["everything", "Any contact at all"],
];

/** A form without a script: it works in whatever opens a link of a mail. */
export function UnsubscribeForm({ recipient, action }: { recipient: Recipient; action: string }) {
  const { organization, address, stopped } = recipient;
  if (address === null)
    return (
      <AuthFrame title="You are unsubscribed">
        {organization} keeps nothing about you any more but the note not to write to you.
      </AuthFrame>
    );
  const all = stopped.includes("everything");
  const done = all || stopped.includes("address");
  const rest = CHOICES.filter(([stop]) => !stopped.includes(stop));
  return (
    <AuthFrame
      title={done ? "You are unsubscribed" : "Unsubscribe"}
      subtitle={
        all
          ? `${organization} will not contact you any more.`
          : done
            ? `${organization} will not write to ${address} any more.`
            : `from emails of ${organization} to ${address}`
      }
    >
      {all ? null : (
        <form method="post" action={action} className="form">
          <input type="hidden" name="page" value="1" />
          {done ? null : <input type="hidden" name="stop" value="address" />}
          <fieldset className="field">
            <legend className="lab">{done ? "Stop these as well" : "Stop as well"}</legend>
            {rest.map(([stop, label]) => (
              <label key={stop} className="row min-h-7">
                <input type="checkbox" name="stop" value={stop} className="check" />
                {label}
              </label>
            ))}
          </fieldset>
          <Button type="submit" variant={done ? "default" : "primary"}>
            {done ? "Save" : "Unsubscribe"}
          </Button>
        </form>
      )}
    </AuthFrame>
  );
}
