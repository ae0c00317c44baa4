import { extendLeases } from "@/lib/delivery/extend-leases";
import { inEach } from "./in-each";
import { contextOf } from "./organization-context";

/** What a worker's lanes hold stays its own, in every organization that answers: one that does not costs the others nothing. */
export async function holdLeases(worker: string, held: ReadonlyMap<string, ReadonlySet<string>>): Promise<void> {
  const holding = [...held].map(([org_id, ids]) => ({ org_id, ids: [...ids] })).filter(({ ids }) => ids.length > 0);
  await inEach(holding, ({ org_id, ids }) => extendLeases(contextOf(org_id), { worker, ids }));
}
