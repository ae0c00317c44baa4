drop trigger attribute_campaign on communications;
drop function attribute_campaign();
drop index communications_campaign_idx;
alter table communications drop column campaign_id;
alter table daily_outreach_batches drop column campaign_id;
alter table nurture_sequences drop column campaign_id;
drop table campaigns;
