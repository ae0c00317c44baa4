drop table view_mails;
drop table member_mails;
drop function keep_member_mail_ended();
