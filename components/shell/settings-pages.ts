/** The pages of the settings, in the order of their tabs. */
export const SETTINGS_PAGES = [
  { label: "Organization", href: "/settings/organization" },
  { label: "Members", href: "/settings/members" },
  { label: "Guard", href: "/settings/guard" },
  { label: "Tags", href: "/settings/tags" },
  { label: "API keys", href: "/settings/api-keys" },
  { label: "Sessions", href: "/settings/sessions" },
  { label: "Quiet hours", href: "/settings/quiet-hours" },
  { label: "Assignment", href: "/settings/assignment" },
  { label: "Mailboxes", href: "/settings/mailboxes" },
  { label: "Scoring", href: "/settings/scoring" },
  { label: "Autonomy", href: "/settings/autonomy" },
  { label: "Writing", href: "/settings/writing" },
  { label: "Retention", href: "/settings/retention" },
  { label: "Integrity", href: "/settings/integrity" },
  { label: "Notifications", href: "/settings/notifications" },
  { label: "Profile", href: "/settings/profile" },
];
