package intake_test

import (
	"slices"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/intake"
	"nurlykosh/internal/platform/civil"
	"nurlykosh/internal/platform/db"
)

// part makes two households of one, with the preview seen; it gives the number of the new case.
func (k *counter) part(number string, x intake.Parting) (string, error) {
	if x.On.IsZero() {
		x.On = k.today()
	}
	x.Seen = x.Choice()
	res, err := k.work.Part(k.t.Context(), k.op(), number, x)
	if err != nil {
		return "", err
	}
	return res.Args["to"].(string), nil
}

// divorce is one in which everything is said: the leaver goes with the children that are named.
func (k *counter) divorce(h casefile.Household, leaver int64, children ...int64) intake.Parting {
	x := intake.Parting{Head: leaver, Divorce: &intake.Divorce{
		Rests: intake.Rests{Paper: "divorce_certificate", Number: "17-Н"}, Issued: k.today().AddDays(-10), Codes: casefile.Yes, Again: casefile.No, Why: "Each lives alone",
	}}
	for _, m := range h {
		l := intake.Line{Member: m.ID, Side: "stays"}
		if m.ID == leaver || slices.Contains(children, m.ID) {
			l = intake.Line{Member: m.ID, Side: "goes", Relation: "child", Place: "goes"}
		}
		x.Lines = append(x.Lines, l)
		if m.MayBeAdult(k.today()) {
			x.Divorce.Heard = append(x.Divorce.Heard, intake.Heard{Member: m.ID, On: k.today()})
		}
		if m.ID != leaver && (m.Relation == "spouse" || m.Relation == "head") {
			x.Contact = m.ID
		}
	}
	return x
}

// The wife leaves with the child: two cases, each with its head, the child in one on any day; what was decided and accepted for
// them goes along, the paper of the divorce stands in both, and neither code opens the other.
func TestDivorceFoundsACaseOfItsOwn(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	head, wife, child := ms[0].ID, ms[1].ID, ms[2].ID
	if _, err := k.work.IssueStrips(ctx, k.op(), n, 0); err != nil {
		t.Fatal(err)
	}
	if err := k.consent(n, wife); err != nil {
		t.Fatal(err)
	}
	seen := intake.PaperEntry{State: "accepted", Number: "E77", Seen: k.today(), Translation: true, Expires: k.today().AddMonths(12)}
	if _, err := k.work.RecordPaper(ctx, k.op(), n, "foreign_passport", wife, seen); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Owner.Exec("update member set quota_standing = 'included', status_standing = 'granted' where case_id = (select id from case_file where number = $1)", n); err != nil {
		t.Fatal(err)
	}
	if _, err := k.Owner.Exec(`update case_file set facts = facts || '{"asks_quota":"yes","included":"yes","quota_decided":"2026-01-05"}' where number = $1`, n); err != nil {
		t.Fatal(err)
	}
	to, err := k.part(n, k.divorce(ms, wife, child))
	wants(t, err)
	c, _, ms := k.look(n)
	if c.Persons != 1 || c.HeadID != head || c.Facts.Divorced36 != casefile.Yes || c.SlipIssue != 2 {
		t.Errorf("%d persons, head %d, divorced %q, slip %d", c.Persons, c.HeadID, c.Facts.Divorced36, c.SlipIssue)
	}
	if !ms[1].Revoked || ms[0].Revoked || ms[1].LeftWhy != "divorce" {
		t.Errorf("%+v", ms)
	}
	d, ts, hers := k.look(to)
	if d.Persons != 2 || d.HeadName != "AYIGULI" || hers[0].ID != d.HeadID || hers[0].Relation != "head" || hers[1].Relation != "child" || d.OwnerID != c.OwnerID || d.Version != c.Version {
		t.Errorf("%+v %+v", d, hers)
	}
	if hers[0].StripIssue != 0 || hers[0].Quota != "included" || hers[1].Quota != "included" || hers[0].StatusWay != "granted" || d.Facts.Included != casefile.Yes {
		t.Errorf("%+v, included %q", hers, d.Facts.Included)
	}
	if hers[0].Joined != k.today() || ms[1].Left != hers[0].Joined {
		t.Errorf("left %s, joined %s", ms[1].Left, hers[0].Joined)
	}
	open := slices.ContainsFunc(ts, func(x casefile.Task) bool { return x.Key == "register_family" && x.State == casefile.Open })
	if len(ts) == 0 || !open || slices.ContainsFunc(ts, func(x casefile.Task) bool { return x.State.Live() && x.Due.Before(k.today()) }) {
		t.Errorf("%+v", ts)
	}
	if k.count("select count(*) from paper p join case_file c on c.id = p.case_id where p.kind = 'divorce_certificate' and p.state = 'received' and c.number in ($1, $2)", n, to) != 2 {
		t.Error("the paper of the divorce does not stand in both cases")
	}
	if k.count("select count(*) from paper p join case_file c on c.id = p.case_id where p.kind = 'foreign_passport' and p.state = 'accepted' and p.seen_by = $1 and c.number = $2", k.who.ID, to) != 1 {
		t.Error("her passport was not taken along as it was seen")
	}
	if k.count("select count(*) from consent k join case_file c on c.id = k.case_id where c.number = $1 and k.member_id = $2", to, hers[0].ID) == 0 {
		t.Error("her consent is gone")
	}
	for _, x := range []struct{ kind, in string }{{"household_parted", n}, {"household_founded", to}, {"heard_apart", n}, {"heard_apart", to}, {"kept_goes", n}, {"kept_goes", to}, {"divorce_asked", n}, {"divorce_asked", to}} {
		if k.count("select count(*) from event e join case_file c on c.id = e.stream_id where e.stream_kind = 'case' and e.kind = $1 and c.number = $2", x.kind, x.in) == 0 {
			t.Errorf("no %s in %s", x.kind, x.in)
		}
	}
	_, err = k.work.TakeBackLeaving(ctx, k.op(), n, wife, intake.TakingBack{Relation: "spouse", Text: "x"})
	wants(t, err, "leave.elsewhere")
	_, err = k.work.Return(ctx, k.op(), n, wife, intake.Returning{On: k.today(), Relation: "spouse"})
	wants(t, err, "leave.elsewhere")
	// it was a mistake, or they live together again: the case founded is closed, and those who went come back
	_, err = k.file.Close(ctx, k.op(), to, casefile.Withdrawn, "changed_mind", "")
	wants(t, err)
	for member, relation := range map[int64]string{wife: "spouse", child: "child"} {
		_, err = k.work.Return(ctx, k.op(), n, member, intake.Returning{On: k.today(), Relation: relation})
		wants(t, err)
	}
	if c, _, _ := k.look(n); c.Persons != 3 {
		t.Errorf("%d persons are one household again", c.Persons)
	}
	_, err = k.file.Reopen(ctx, k.lead(), to, "again")
	wants(t, err, "reopen.nobody") // they are elsewhere now
	if k.count(`select count(*) from member a join member b on a.person_id = b.person_id and a.id < b.id and daterange(a.joined_on, a.left_on) && daterange(b.joined_on, b.left_on)`) != 0 {
		t.Error("somebody is in two households on one day")
	}
}

// A divorce that was recorded by mistake is taken back when the case that it founded is closed as opened by mistake.
func TestADivorceRecordedByMistake(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	to, err := k.part(n, k.divorce(ms, ms[1].ID))
	wants(t, err)
	back := func() error {
		_, err := k.work.TakeBackLeaving(ctx, k.op(), n, ms[1].ID, intake.TakingBack{Relation: "spouse", Text: "the neighbours"})
		return err
	}
	wants(t, back(), "leave.elsewhere")
	_, err = k.file.Close(ctx, k.op(), to, casefile.ClosedEarly, "opened_in_error", "it was hearsay")
	wants(t, err)
	wants(t, back())
	if c, _, now := k.look(n); c.Persons != 3 || c.Facts.Divorced36 != casefile.NotKnown || now[1].ID != ms[1].ID || !now[1].Current(k.today()) {
		t.Errorf("%d persons, divorced %q, %+v", c.Persons, c.Facts.Divorced36, now)
	}
	if _, _, hers := k.look(to); len(hers.On(k.today())) != 0 {
		t.Error("she is in two households")
	}
}

// The head leaves: the case stays with the other one, who acts for it until a head is named.
func TestHeadLeavesInADivorce(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	x := k.divorce(ms, ms[0].ID)
	x.Divorce.Codes = casefile.No
	if _, err := k.work.IssueStrips(t.Context(), k.op(), n, 0); err != nil {
		t.Fatal(err)
	}
	to, err := k.part(n, x)
	wants(t, err)
	if c, _, ms := k.look(n); c.HeadID != 0 || c.ContactID != ms[1].ID || c.HeadName != "AYIGULI" || k.task(n, casefile.NameHead).State != casefile.Open || ms[1].StripIssue > 0 && !ms[1].Revoked {
		t.Errorf("head %d, contact %d, %s, %+v", c.HeadID, c.ContactID, c.HeadName, ms)
	}
	if c, _, ms := k.look(to); c.Persons != 1 || c.HeadName != "NUERLAN" || ms[0].Relation != "head" {
		t.Errorf("%+v %+v", c, ms)
	}
}

func TestDivorceIsRefusedWithAReason(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	wife, child := ms[1].ID, ms[2].ID
	refused := func(change func(x *intake.Parting), keys ...string) {
		t.Helper()
		x := k.divorce(ms, wife, child)
		change(&x)
		_, err := k.part(n, x)
		wants(t, err, keys...)
	}
	later := k.today().AddDays(1)
	refused(func(x *intake.Parting) { x.On = later }, "date.in_future")
	refused(func(x *intake.Parting) { x.On = ms[1].Joined.AddDays(-1) }, "leave.before_joining")
	refused(func(x *intake.Parting) { x.Divorce.Rests = intake.Rests{Paper: "birth_certificate"} }, "part.paper_missing", "part.number_missing")
	refused(func(x *intake.Parting) { x.Divorce.Issued = civil.Date{} }, "part.issued_missing")
	refused(func(x *intake.Parting) { x.Divorce.Issued = later }, "date.in_future")
	refused(func(x *intake.Parting) { x.Divorce.Issued = civil.Must(1926, 3, 3) }, "part.issued_before")
	refused(func(x *intake.Parting) { x.Divorce.Heard[1].On = ms[0].Joined.AddDays(-1) }, "part.heard_before")
	refused(func(x *intake.Parting) { x.Divorce.Heard = nil }, "part.heard_missing", "part.heard_missing")
	refused(func(x *intake.Parting) { x.Divorce.Heard[0].Why = "abroad" }, "part.heard_both")
	refused(func(x *intake.Parting) { x.Divorce.Heard[1].On = later }, "date.in_future")
	refused(func(x *intake.Parting) { x.Divorce.Codes = casefile.NotKnown }, "part.codes_missing")
	refused(func(x *intake.Parting) { x.Divorce.Again, x.Divorce.Why = casefile.NotKnown, "" }, "part.again_missing", "part.why_missing")
	refused(func(x *intake.Parting) { x.Lines[2].Side = "" }, "part.side_missing")
	refused(func(x *intake.Parting) { x.Lines[2].Relation = "parent" }, "household.ages_do_not_fit")
	refused(func(x *intake.Parting) { x.Lines[2].Relation = "" }, "registration.relation_missing")
	refused(func(x *intake.Parting) { x.Lines[2].Paper = "court_decision" }, "part.number_missing")
	refused(func(x *intake.Parting) { x.Lines[2].Paper = "photo" }, "form.not_a_choice")
	refused(func(x *intake.Parting) { x.Lines = append(x.Lines, intake.Line{Member: 999999}) }, "form.not_a_choice")
	refused(func(x *intake.Parting) { x.Lines[0].Side = "goes" }, "form.not_a_choice")
	refused(func(x *intake.Parting) { x.Head = child }, "fault.not_found")
	x := k.divorce(ms, wife, child)
	x.On, x.Seen = k.today(), "something else"
	_, err := k.work.Part(t.Context(), k.op(), n, x)
	wants(t, err, "part.look_first")
	x = k.divorce(ms, ms[0].ID)
	x.Contact = 0
	_, err = k.part(n, x)
	wants(t, err, "leave.contact_missing")
	if k.count("select count(*) from case_file") != 1 || k.count("select count(*) from member where left_on is not null") != 0 {
		t.Error("something was saved")
	}

	// a divorce of long ago is no question
	x = k.divorce(ms, wife)
	x.Divorce.Issued, x.Divorce.Again, x.Divorce.Why = k.today().AddMonths(-37), casefile.NotKnown, ""
	_, err = k.part(n, x)
	wants(t, err)
	if c, _, _ := k.look(n); c.Facts.Divorced36 != casefile.NotKnown {
		t.Errorf("divorced %q", c.Facts.Divorced36)
	}
}

// An adult child founds a household; whose place stays with the family is not included any more.
func TestSplitKeepsThePlaceWithTheFamily(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, err := k.work.AddMember(t.Context(), k.op(), n, intake.Joining{Newcomer: person("child", "SAULE", "female", civil.Must(2004, 2, 2)), Reason: "later_arrival", On: k.today()})
	wants(t, err)
	if _, err := k.Owner.Exec(`update member set quota_standing = 'included'; update case_file set facts = facts || '{"asks_quota":"yes","included":"yes"}'`); err != nil {
		t.Fatal(err)
	}
	_, _, ms := k.look(n)
	split := func(lines ...intake.Line) intake.Parting {
		x := intake.Parting{Head: ms[3].ID}
		for i, m := range ms {
			l := intake.Line{Member: m.ID, Side: "stays"}
			if i < len(lines) && lines[i].Side != "" {
				l = lines[i]
				l.Member = m.ID
			}
			x.Lines = append(x.Lines, l)
		}
		return x
	}
	_, err = k.part(n, split())
	wants(t, err, "part.head_goes")
	goes := intake.Line{Side: "goes", Place: "stays"}
	_, err = k.part(n, split(intake.Line{}, intake.Line{}, intake.Line{}, intake.Line{Side: "goes"}))
	wants(t, err, "part.place_missing")
	_, err = k.part(n, split(intake.Line{}, intake.Line{}, intake.Line{Side: "goes", Relation: "sibling", Place: "goes"}, goes))
	wants(t, err, "part.paper_missing") // a child needs one
	_, err = k.part(n, split(intake.Line{Side: "goes", Relation: "parent", Place: "goes"}, intake.Line{Side: "goes", Relation: "parent", Place: "goes"}, intake.Line{}, goes))
	wants(t, err, "leave.guardian_first")
	to, err := k.part(n, split(intake.Line{}, intake.Line{}, intake.Line{}, goes))
	wants(t, err)
	c, _, hers := k.look(to)
	if c.Persons != 1 || hers[0].Quota != "not_asked" || c.Facts.Included != casefile.No {
		t.Errorf("%+v %+v", c, hers)
	}
	if c, _, _ := k.look(n); c.Persons != 3 || c.Facts.Included != casefile.Yes {
		t.Errorf("%+v", c)
	}
	_, err = k.part(to, intake.Parting{Head: hers[0].ID, Lines: []intake.Line{{Member: hers[0].ID, Side: "goes"}}})
	wants(t, err, "part.nobody_stays")
}

// Somebody who comes back is the same person: one person more in the family, none in the database; the code from before stays
// dead.
func TestComingBackIsTheSamePerson(t *testing.T) {
	k := openCounter(t)
	ctx := t.Context()
	n := k.family()
	_, _, ms := k.look(n)
	spouse := ms[1].ID
	if _, err := k.work.IssueStrips(ctx, k.op(), n, 0); err != nil {
		t.Fatal(err)
	}
	if err := k.consent(n, spouse); err != nil {
		t.Fatal(err)
	}
	_, err := k.work.AddMember(ctx, k.op(), n, intake.Joining{Newcomer: person("sibling", "X", "male", civil.Must(1990, 1, 1)), Reason: "return", On: k.today()})
	wants(t, err, "return.choose")
	wants(t, k.leave(n, spouse, intake.Leaving{Reason: "left_country"}))
	back := func(x intake.Returning) error {
		_, err := k.work.Return(ctx, k.op(), n, spouse, x)
		return err
	}
	wants(t, back(intake.Returning{}), "household.joined_missing", "registration.relation_missing")
	wants(t, back(intake.Returning{On: k.today().AddDays(1), Relation: "child"}), "date.in_future", "household.ages_do_not_fit")
	wants(t, back(intake.Returning{On: k.today().AddDays(-1), Relation: "spouse"}), "return.before_leaving")
	persons := k.count("select count(*) from person")
	wants(t, back(intake.Returning{On: k.today(), Relation: "spouse"}))
	c, _, ms := k.look(n)
	if c.Persons != 3 || k.count("select count(*) from person") != persons || ms[1].PersonID != ms[3].PersonID {
		t.Errorf("%d persons, %+v", c.Persons, ms)
	}
	issue := 0
	if ms[1].StripIssue > 0 {
		if issue = ms[3].StripIssue; issue != ms[1].StripIssue || !ms[3].Revoked {
			t.Errorf("the old code is alive: %+v", ms[3])
		}
	}
	if k.count("select count(*) from consent where member_id = $1", ms[3].ID) == 0 {
		t.Error("the consent is gone")
	}
	wants(t, back(intake.Returning{On: k.today(), Relation: "spouse"}), "fault.not_found")
	wants(t, k.leave(n, ms[3].ID, intake.Leaving{Reason: "death"}))
	_, err = k.work.Return(ctx, k.op(), n, ms[3].ID, intake.Returning{On: k.today(), Relation: "spouse"})
	wants(t, err, "return.died")
}

// A parting that is sent twice has one effect.
func TestPartingTwiceIsOnce(t *testing.T) {
	k := openCounter(t)
	n := k.family()
	_, _, ms := k.look(n)
	x := k.divorce(ms, ms[1].ID)
	x.On, x.Seen = k.today(), x.Choice()
	op := k.op()
	var first db.Result
	for i := range 2 {
		res, err := k.work.Part(t.Context(), op, n, x)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = res
		} else if res.To != first.To {
			t.Errorf("%v, then %v", first, res)
		}
	}
	if k.count("select count(*) from case_file") != 2 {
		t.Error("there are more than two cases")
	}
}
