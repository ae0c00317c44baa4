import {
  loadContactabilityAction,
  loadOlderTouchesAction,
  loadTouchTextAction,
  logContactAction,
  markRespondedAction,
} from "@/app/_actions/communications";
import { addDncEntryAction } from "@/app/_actions/dnc";
import { acceptHandOverAction, rejectHandOverAction, requestHandOverAction } from "@/app/_actions/hand-overs";
import { changeStatusAction, deleteLeadAction, restoreLeadAction } from "@/app/_actions/leads";
import { cancelMessageAction, queueMessageAction, saveDraftAction } from "@/app/_actions/messages";
import { erasePersonAction, exportPersonAction } from "@/app/_actions/people";
import type { Role } from "@/lib/core/permissions";

/** What is done seldom with a lead, for its menu; what a person may ask for themselves is an admin's to do. */
export const menuActions = (role: Role) => ({
  deleteLead: deleteLeadAction,
  restoreLead: restoreLeadAction,
  addDnc: addDncEntryAction,
  requestHandOver: requestHandOverAction,
  person: role === "admin" ? { erase: erasePersonAction, exportAll: exportPersonAction } : undefined,
});

/** The two answers to somebody who asks for the lead. */
export const handOverActions = { accept: acceptHandOverAction, reject: rejectHandOverAction };

/** What the page of one lead does all day. */
export const leadActions = (leadId: string) => ({
  logContact: logContactAction.bind(null, leadId),
  markResponded: markRespondedAction,
  loadText: loadTouchTextAction,
  loadOlder: loadOlderTouchesAction.bind(null, leadId),
  checkText: loadContactabilityAction.bind(null, leadId),
});

export const loadVerdict = (leadId: string) => loadContactabilityAction.bind(null, leadId);
export const changeStatusOf = (leadId: string) => changeStatusAction.bind(null, leadId);
export const messageDoors = { send: queueMessageAction, cancel: cancelMessageAction, saveDraft: saveDraftAction };
