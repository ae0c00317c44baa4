import { addDncEntryAction } from "@/app/_actions/dnc";
import { acceptHandOverAction, rejectHandOverAction, requestHandOverAction } from "@/app/_actions/hand-overs";
import { deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";

/** What is done seldom with a lead, for its menu. */
export const menuActions = {
  deleteLead: deleteLeadAction,
  restoreLead: restoreLeadAction,
  addDnc: addDncEntryAction,
  requestHandOver: requestHandOverAction,
};

/** The two answers to somebody who asks for the lead. */
export const handOverActions = { accept: acceptHandOverAction, reject: rejectHandOverAction };
