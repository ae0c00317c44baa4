/** What became of a permission that was given back: the provider forgot it, has no way to, or did not say that it did. */
export const GIVEN_BACK = ["revoked", "not_offered", "failed"] as const;
export type GivenBack = (typeof GIVEN_BACK)[number];

export type Disconnected = {
  id: string;
  /** of a mailbox that a provider's sign-in opened: its name, and whether it took the permission back */
  provider?: string;
  given_back?: GivenBack;
};
