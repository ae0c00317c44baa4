drop function search_leads(text, integer);
drop policy search on lead_search;
revoke select on lead_search from touchline_search;
drop index lead_search_document_idx;
drop trigger index_company_leads on companies;
drop trigger index_changed_lead on leads;
drop trigger index_new_leads on leads;
drop function index_company_leads(), index_changed_lead(), index_new_leads(), write_lead_search(uuid[]);
drop view lead_contact_status, lead_audit_log, communication_history, contact_attempts;
