drop index leads_contacted_idx;
