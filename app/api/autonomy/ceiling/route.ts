import { toEndpoint } from "@/app/_adapters/endpoint";
import { changeCeiling } from "@/lib/autonomy/change-ceiling";

export const PATCH = toEndpoint(changeCeiling);
