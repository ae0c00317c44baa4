drop trigger known_zone on leads;
drop trigger known_zone on companies;
drop trigger known_zone on memberships;
drop trigger known_zone on organizations;
drop function refuse_unknown_zone();
