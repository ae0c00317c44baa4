import type { Metadata } from "next";
import { checkAddressAction, requestHandOverAction } from "@/app/_actions/hand-overs";
import { requireContext } from "@/app/_adapters/session";
import { BlindCheck } from "@/components/hand-overs/blind-check";
import { TopBar } from "@/components/shell/top-bar";

export const metadata: Metadata = { title: "Check an address" };

export default async function CheckPage() {
  await requireContext();
  return (
    <>
      <TopBar crumbs={[{ label: "Leads", href: "/leads" }]} note="Check an address" />
      <div className="scroll">
        <BlindCheck checkAddress={checkAddressAction} requestHandOver={requestHandOverAction} />
      </div>
    </>
  );
}
