import { notFound } from "next/navigation";
import { cache } from "react";
import { AppError } from "@/lib/core/errors";
import { read } from "@/lib/core/read";
import { getTemplate } from "@/lib/templates/queries";
import { checkIds } from "./asked";
import { requireContext } from "./session";

export const loadTemplate = cache(async (id: string) => {
  const ctx = await requireContext();
  try {
    checkIds({ id });
    return await read(ctx, "templates:read", (tx) => getTemplate(tx, ctx, id));
  } catch (error) {
    if (error instanceof AppError && error.code === "NOT_FOUND") notFound();
    throw error;
  }
});
