import type { Point } from "@/lib/contact-points/point-rules";

/** What can be said of a lead in a set: its columns, by their names in the database. */
export type LeadValues = {
  first_name: string | null;
  last_name: string | null;
  title: string | null;
  email: string | null;
  phone_e164: string | null;
  linkedin: string | null;
  company_id: string | null;
  source: string | null;
  timezone: string | null;
  score: number | null;
  estimated_value_minor: number | null;
  currency: string | null;
  expected_close_date: string | null;
  probability_override: number | null;
  metadata: Record<string, unknown>;
  source_metadata: Record<string, unknown>;
};

export type NewLead = LeadValues & { id: string; owner_id: string | null; import_id: string | null };
export type SetPoint = Point & { lead_id: string; is_primary: boolean };
export type SetTag = { lead_id: string; tag: string };

/** A lead as it stands, locked, with its addresses and tags. */
export type LeadState = LeadValues & {
  id: string;
  owner_id: string | null;
  status: string;
  version: number;
  points: { kind: Point["kind"]; norm: string; is_primary: boolean }[];
  tags: string[];
};
