package audit_test

import (
	"testing"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

// Every kind of tampering that needs more than one row's edit to hide is found, and its place is named.
func TestVerifyFindsTampering(t *testing.T) {
	s := testkit.Run(t)
	c := s.As(t, "ainur")
	var number string
	if err := s.Owner.QueryRow("select c.number from case_file c join account a on a.id = c.owner_id where a.login = 'ainur' order by c.id limit 1").Scan(&number); err != nil {
		t.Fatal(err)
	}
	c.Get("/cases/" + number)
	for _, x := range []struct{ name, how string }{
		{"a changed code", "update event set code = 'x' where id = (select min(id) from event where stream_kind = 'case')"},
		{"a changed body", "update event set body = body || '\\x00' where id = (select max(id) from event where stream_kind = 'case' and body <> '')"},
		{"another actor", "update event set actor_id = actor_id + 1 where id = (select min(id) + 3 from event where stream_kind = 'case')"},
		{"an earlier day", "update event set happened_on = happened_on - 1 where id = (select min(id) from event where stream_kind = 'case')"},
		{"a row removed", "delete from event where id = (select e.id from event e where e.stream_kind = 'case' and e.seq = 2 order by e.id limit 1)"},
		{"the tail removed", "delete from event where id = (select max(id) from event where stream_kind = 'case')"},
		{"two rows swapped", "update event set seq = case seq when 1 then -2 else -1 end where stream_kind = 'case' and stream_id = (select min(stream_id) from event where stream_kind = 'case') and seq in (1, 2); update event set seq = -seq where seq < 0"},
		{"a view removed", "delete from view_log"},
		{"a head moved", "update stream set head_hash = sha256('x') where kind = 'case' and id = (select min(id) from stream where kind = 'case')"},
	} {
		t.Run(x.name, func(t *testing.T) {
			tx, err := s.Owner.Begin()
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = tx.Rollback() }()
			for _, q := range []string{"alter table event disable trigger user", "alter table view_log disable trigger user", x.how} {
				if _, err := tx.Exec(q); err != nil {
					t.Fatal(err)
				}
			}
			_, broken, err := audit.VerifyTx(t.Context(), tx)
			if err != nil || len(broken) != 1 {
				t.Errorf("found %v, %v", broken, err)
			}
		})
	}
	walked, broken, err := audit.Verify(t.Context(), s.Owner)
	if err != nil || len(broken) != 0 || walked.Events < 50 || walked.Views < 1 {
		t.Errorf("untouched: %+v %v %v", walked, broken, err)
	}
}

func TestTheApplicationCannotRewriteHistory(t *testing.T) {
	s := testkit.Run(t)
	app := s.DB.Pool()
	for _, q := range []string{
		"update event set code = 'x'", "delete from event", "truncate event", "update view_log set seq = 1", "delete from view_log",
		"insert into view_log (case_id, account_id, hour, seq, hash) values (1, 1, nk_now(), 1, '')", "update stream set head_seq = 0", "delete from stream",
		"update clock_shift set shift = '1 day'", "drop table event", "create table x (n int)", "alter table event disable trigger all", "delete from case_file",
		"update quota_version set amount = 1", "insert into reason_code (grp, code, ord, text_kk, text_ru, text_en, needs_text, source, verified) values ('x','x',1,'x','x','x',true,'x',true)",
	} {
		if _, err := app.Exec(q); err == nil {
			t.Errorf("the application's role was allowed: %s", q)
		}
	}
}
