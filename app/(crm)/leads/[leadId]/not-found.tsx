import NotFound from "@/app/(crm)/not-found";

/** A lead that is not here; its list has words of its own about views. */
export default function LeadNotFound() {
  return <NotFound />;
}
