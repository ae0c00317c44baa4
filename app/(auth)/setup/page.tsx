import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { firstVisitAction } from "@/app/_actions/doors";
import { FirstVisitForm } from "@/components/auth/first-visit-form";
import { hasOrganization } from "@/lib/accounts/identity-queries";
import { readIdentity } from "@/lib/core/identity-command";

export const metadata: Metadata = { title: "Begin" };

export default async function SetupPage() {
  if (await readIdentity(hasOrganization)) redirect("/sign-in");
  return <FirstVisitForm action={firstVisitAction} />;
}
