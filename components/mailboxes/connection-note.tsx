import { Note } from "@/components/ui/note";

type ConnectionNoteProps = { connected?: string; problem?: string; provider: string };

const words: Record<string, (provider: string) => string> = {
  denied: (provider) => `You did not allow it at ${provider}. Nothing was connected.`,
  unknown: () =>
    "This sign-in was begun elsewhere, is older than ten minutes, or was used already. Begin it again here.",
  not_configured: (provider) => `Sign-in with ${provider} is not set up here. Ask your operator.`,
  no_lasting_permission: (provider) =>
    `${provider} gave no lasting permission. Remove Touchline from your account there, then connect again.`,
  no_mail_permission: (provider) => `${provider} did not allow mail. Connect again and leave its box ticked.`,
  no_address: (provider) => `${provider} did not say which account it was. Connect again and give the address.`,
  other_account: () =>
    "You signed in with another account than this mailbox's. Connect again and choose the right one.",
  connected_already: () => "This address is connected already with a password. Disconnect it first.",
  not_yours: () => "This address is connected already by a colleague. Ask them or an admin.",
  provider_refused: (provider) => `${provider} refused the sign-in. Try again; if it stays so, ask your operator.`,
  provider_silent: (provider) => `${provider} did not answer as it should. Try again in a few minutes.`,
};

/** What became of a sign-in with a provider, above the mailboxes. */
export function ConnectionNote({ connected, problem, provider }: ConnectionNoteProps) {
  if (connected) return <Note>{`${connected} is connected. Test it next.`}</Note>;
  if (!problem) return null;
  const say = words[problem] ?? (() => "It could not be connected. Try again.");
  return <Note tone="bad">{say(provider)}</Note>;
}
