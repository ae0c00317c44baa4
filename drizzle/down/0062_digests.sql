drop table notification_digests;
