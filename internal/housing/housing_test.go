package housing_test

import (
	"bytes"
	"sync"
	"testing"

	"nurlykosh/internal/casefile"
	"nurlykosh/internal/housing"
	"nurlykosh/internal/platform/access"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }

func TestFromNeedToRegistration(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	no, id := w.family(3)
	home := w.dwelling(3)
	refused(t, "offer.needs_first", w.offer(no, home))
	_, err := w.work.AgreeNeeds(ctx, op(w.own), no, housing.Need{Tenure: "palace", Rooms: 0})
	refused(t, "tenure", err)
	refused(t, "rooms", err)
	w.needs(no, "buy_out", 2)
	w.task(id, "assess_housing_needs", "done")
	w.task(id, "offer_dwelling", "open")
	if err := w.offer(no, home); err != nil {
		t.Fatal(err)
	}
	if got := w.text(`select to_char(expires_on, 'YYYY-MM-DD') from offer`); got != w.book.Calendar.Due(w.today(), housing.OfferDays, casefile.WorkingDay).String() {
		t.Errorf("expires on %s", got)
	}
	refused(t, "offer.one_at_a_time", w.offer(no, w.dwelling(4)))
	_, err = w.work.AgreeNeeds(ctx, op(w.own), no, housing.Need{Tenure: "own", Rooms: 2})
	refused(t, "housing.tenure_held", err)
	_, err = w.work.WithdrawDwelling(ctx, op(w.own), home, "defects", "x")
	refused(t, "dwelling.held", err)
	if err := w.accept(no, true, ""); err != nil {
		t.Fatal(err)
	}
	w.task(id, "offer_dwelling", "done")
	refused(t, "offer.none_open", w.accept(no, true, ""))

	good := housing.Inspection{On: w.today(), Suitable: "yes", Valuation: 950_000_000, Title: true}
	_, err = w.work.InspectDwelling(ctx, op(w.own), no, good)
	refused(t, "inspection.own_offer", err)
	bad := good
	bad.On, bad.Valuation, bad.Title = w.today().AddDays(1), 1, false
	_, err = w.work.InspectDwelling(ctx, op(w.col), no, bad)
	for _, key := range []string{"date.in_future", "inspection.price_above", "inspection.title_unchecked"} {
		refused(t, key, err)
	}
	w.must(w.work.InspectDwelling(ctx, op(w.col), no, good))
	w.task(id, "inspect_dwelling", "done")
	w.task(id, "decide_housing", "open")

	paper := housing.Contract{On: w.today(), Language: "kk", Read: true}
	_, err = w.work.SignContract(ctx, op(w.own), no, paper)
	refused(t, "contract.decision_first", err)
	decision := w.propose(no, id)
	_, err = w.decide.Decide(ctx, op(w.own), decision, casefile.Verdict{Choice: "grant"})
	if !fault.Is(err, fault.NotFound) {
		t.Errorf("the proposer decided: %v", err)
	}
	w.must(w.decide.Decide(ctx, op(w.sup), decision, casefile.Verdict{Choice: "grant"}))
	w.task(id, "decide_housing", "done")
	w.task(id, "sign_contract", "open")
	_, err = w.work.ConfirmMoveIn(ctx, op(w.own), no, housing.MoveIn{On: w.today(), Text: "seen"})
	refused(t, "move_in.contract_first", err)
	unread := paper
	unread.Read = false
	_, err = w.work.SignContract(ctx, op(w.own), no, unread)
	refused(t, "contract.sheet_unread", err)
	w.must(w.work.SignContract(ctx, op(w.own), no, paper))

	_, err = w.work.ConfirmMoveIn(ctx, op(w.own), no, housing.MoveIn{On: w.today().AddDays(-1)})
	refused(t, "housing.day_too_early", err)
	refused(t, "task.text_missing", err)
	w.must(w.work.ConfirmMoveIn(ctx, op(w.own), no, housing.MoveIn{On: w.today(), Text: "CANARY visit"}))
	w.task(id, "confirm_move_in", "done")
	if got := w.text(`select to_char(arrived_on, 'YYYY-MM-DD') from case_file where id = $1`, id); got != w.today().String() {
		t.Errorf("arrival %s", got)
	}
	members := w.members(id)
	_, err = w.work.RegisterResidence(ctx, op(w.own), no, nil, w.today())
	refused(t, "residence.nobody", err)
	_, err = w.work.RegisterResidence(ctx, op(w.own), no, []int64{999999}, w.today())
	refused(t, "form.not_a_choice", err)
	w.must(w.work.RegisterResidence(ctx, op(w.own), no, members[:1], w.today()))
	w.task(id, "register_residence", "open")
	w.must(w.work.RegisterResidence(ctx, op(w.own), no, append(members[1:], members[1]), w.today()))
	w.task(id, "register_residence", "done")
	w.soundChains()
	for _, query := range []string{`select string_agg(encode(address_sealed, 'escape'), '') from dwelling`, `select string_agg(encode(body, 'escape'), '') from event`} {
		if bytes.Contains([]byte(w.text(query)), []byte("CANARY")) {
			t.Errorf("%s shows what must be sealed", query)
		}
	}
}

func (w *world) propose(number string, id int64) int64 {
	w.t.Helper()
	task := w.id(`select id from task where case_id = $1 and key = 'decide_housing'`, id)
	res, err := w.decide.Propose(w.t.Context(), op(w.own), number, casefile.Proposal{Kind: casefile.KindHousing, TaskID: task, Wanted: "grant"})
	if err != nil {
		w.t.Fatal(err)
	}
	return res.IDs["decision"]
}

func (w *world) members(id int64) (out []int64) {
	w.t.Helper()
	rows, err := w.d.Owner.Query(`select id from member where case_id = $1 order by ord`, id)
	if err != nil {
		w.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var m int64
		if err := rows.Scan(&m); err != nil {
			w.t.Fatal(err)
		}
		out = append(out, m)
	}
	return out
}

func TestTwoFamiliesWantOneDwelling(t *testing.T) {
	w := newWorld(t)
	var cases [2]string
	for i := range cases {
		cases[i], _ = w.family(2)
		w.needs(cases[i], "buy_out", 1)
	}
	for round := range 20 {
		home := w.dwelling(3)
		var errs [2]error
		var wg sync.WaitGroup
		for i := range cases {
			wg.Go(func() { errs[i] = w.offer(cases[i], home) })
		}
		wg.Wait()
		won := 0
		for i, err := range errs {
			if err == nil {
				won++
				if err := w.accept(cases[i], false, "too_small"); err != nil { // free for the next round
					t.Fatal(err)
				}
				continue
			}
			if f := fault.Of(err); f.Key != "offer.dwelling_taken" || f.Kind != fault.Conflict {
				t.Errorf("round %d: %v", round, err)
			}
		}
		if won != 1 {
			t.Fatalf("round %d: %d families got the dwelling: %v", round, won, errs)
		}
	}
	w.soundChains()
}

func TestTheDatabaseItselfGivesADwellingOnce(t *testing.T) {
	w := newWorld(t)
	home := w.dwelling(3)
	_, a := w.family(1)
	_, b := w.family(1)
	add := `insert into offer (case_id, dwelling_id, tenure, offered_on, expires_on, offered_by, state) values ($1, $2, 'buy_out', $3, $3, 1, $4)`
	w.exec(add, a, home, "2026-05-01", "accepted")
	if _, err := w.d.Owner.Exec(add, b, home, "2026-06-01", "open"); err == nil || !bytes.Contains([]byte(err.Error()), []byte("offer_dwelling_given_once")) {
		t.Errorf("a second family got it: %v", err)
	}
	w.exec(add, b, home, "2026-06-01", "declined")
}

func TestExpiredOffer(t *testing.T) {
	w := newWorld(t)
	no, _ := w.family(2)
	other, _ := w.family(2)
	home := w.dwelling(3)
	w.needs(no, "buy_out", 1)
	w.needs(other, "buy_out", 1)
	if err := w.offer(no, home); err != nil {
		t.Fatal(err)
	}
	refused(t, "offer.dwelling_taken", w.offer(other, home))
	w.exec(`update offer set offered_on = offered_on - 30, expires_on = nk_today() - 1`)
	refused(t, "offer.is_expired", w.accept(no, true, ""))
	refused(t, "offer.is_expired", w.accept(no, false, "too_small"))
	if err := w.offer(other, home); err != nil { // nobody had to mark it
		t.Errorf("an expired offer still holds the dwelling: %v", err)
	}
	if err := w.offer(no, w.dwelling(2)); err != nil {
		t.Fatal(err)
	}
	if n := w.id(`select count(*) from offer where state = 'expired'`); n != 1 {
		t.Errorf("%d offers are marked expired", n)
	}
	if n := w.id(`select count(*) from event where kind = 'offer_expired'`); n != 2 {
		t.Errorf("%d events tell of it, want one in each stream", n)
	}
}

func TestWhatDoesNotFitIsNotOffered(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	no, _ := w.family(4)
	w.must(w.work.AgreeNeeds(ctx, op(w.own), no, housing.Need{Tenure: "buy_out", Rooms: 3, StepFree: true}))
	home := w.dwelling(2)
	refused(t, "offer.not_step_free", w.offer(no, home))
	w.needs(no, "buy_out", 3)
	refused(t, "offer.small_reason_missing", w.offer(no, home))
	_, err := w.work.OfferDwelling(ctx, op(w.own), no, housing.Offering{DwellingID: home, SmallReason: "because"})
	refused(t, "offer.small_reason_missing", err)
	_, err = w.work.OfferDwelling(ctx, op(w.own), no, housing.Offering{DwellingID: home, SmallReason: "for_a_time", Expires: w.today().AddDays(-1)})
	refused(t, "date.in_past", err)
	w.exec(`update dwelling set region = '55' where id = $1`, home)
	if err := w.offer(no, home); !fault.Is(err, fault.NotFound) {
		t.Errorf("another region's dwelling: %v", err)
	}
	w.exec(`update dwelling set region = '63', free_from = nk_today() + 1 where id = $1`, home)
	refused(t, "offer.not_free_yet", w.offer(no, home))
	w.exec(`update dwelling set free_from = nk_today(), tenures = '{centre_place}' where id = $1`, home)
	refused(t, "offer.other_tenure", w.offer(no, home))
	w.exec(`update dwelling set tenures = '{buy_out}' where id = $1`, home)
	w.must(w.work.OfferDwelling(ctx, op(w.own), no, housing.Offering{DwellingID: home, SmallReason: "for_a_time"}))
	refused(t, "clock.reason_missing", w.accept(no, false, "nonsense"))
	refused(t, "reason.text_missing", w.accept(no, false, "other"))
}

func TestNotSuitableBeginsTheSearchAnew(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	no, id := w.family(2)
	w.needs(no, "buy_out", 1)
	home := w.dwelling(2)
	for _, f := range []func() error{func() error { return w.offer(no, home) }, func() error { return w.accept(no, true, "") }} {
		if err := f(); err != nil {
			t.Fatal(err)
		}
	}
	_, err := w.work.InspectDwelling(ctx, op(w.col), no, housing.Inspection{On: w.today(), Suitable: "no"})
	refused(t, "reason", err)
	w.must(w.work.InspectDwelling(ctx, op(w.col), no, housing.Inspection{On: w.today(), Suitable: "no", Reason: "below_norm"}))
	w.task(id, "offer_dwelling", "open")
	w.task(id, "inspect_dwelling", "later")
	if err := w.offer(no, home); err != nil { // free again
		t.Error(err)
	}
	if err := w.accept(no, true, ""); err != nil {
		t.Fatal(err)
	}
	w.must(w.work.InspectDwelling(ctx, op(w.col), no, housing.Inspection{On: w.today(), Suitable: "yes", Valuation: 900_000_000, Title: true}))
	decision := w.propose(no, id)
	w.must(w.decide.Decide(ctx, op(w.sup), decision, casefile.Verdict{Choice: "refuse", Reason: "below_norm"}))
	if got := w.text(`select string_agg(state, ' ' order by id) from offer where case_id = $1`, id); got != "not_suitable withdrawn" {
		t.Errorf("offers: %s", got)
	}
	w.task(id, "offer_dwelling", "open")
	w.task(id, "decide_housing", "later")
	w.soundChains()
}

func TestOutsideTheStock(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	no, id := w.family(1)
	w.needs(no, "relatives", 1)
	refused(t, "offer.not_for_tenure", w.offer(no, w.dwelling(2)))
	w.task(id, "sign_contract", "not_required")
	_, err := w.work.ConfirmMoveIn(ctx, op(w.own), no, housing.MoveIn{On: w.today(), Text: "seen"})
	refused(t, "address", err)
	w.must(w.work.ConfirmMoveIn(ctx, op(w.own), no, housing.MoveIn{On: w.today(), Text: "seen", Address: "CANARY 5"}))
	if s := w.text(`select encode(address_sealed, 'escape') from own_dwelling`); bytes.Contains([]byte(s), []byte("CANARY")) {
		t.Error("the address is not sealed")
	}
	_, err = w.work.ConfirmMoveIn(ctx, op(w.own), no, housing.MoveIn{On: w.today(), Text: "seen", Address: "x"})
	refused(t, "move_in.done_already", err)
}

func TestStock(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.work.AddDwelling(ctx, op(w.own), housing.Details{Settlement: w.id(`select id from settlement where key = 'asar'`), Rooms: 21, Area: 1, Tenures: []string{"own"}})
	for _, field := range []string{"settlement", "kind", "address", "rooms", "area", "tenures", "free_from_day"} {
		refused(t, field, err)
	}
	_, err = w.work.AddDwelling(ctx, op(w.own), housing.Details{Price: 13_00, Rent: 13_00})
	for _, rule := range []string{"dwelling.price_too_low", "dwelling.rent_too_low"} {
		refused(t, rule, err)
	}
	home := w.dwelling(2)
	x := housing.Details{
		Settlement: w.village, Kind: "house", Address: "new", Title: w.text(`select title_number from dwelling where id = $1`, home), Rooms: 3, Area: 9000,
		Price: 1_000_000_00, Tenures: []string{"buy_out"}, FreeFrom: w.today(),
	}
	_, err = w.work.AddDwelling(ctx, op(w.own), x)
	refused(t, "dwelling.title_taken", err)
	made := op(w.own)
	made.Made = db.Version{Of: "dwelling", Rev: 1}
	w.must(w.work.ChangeDwelling(ctx, made, home, x))
	made.ID = db.NewID()
	_, err = w.work.ChangeDwelling(ctx, made, home, x)
	refused(t, db.Stale, err)
	_, err = w.work.WithdrawDwelling(ctx, op(w.own), home, "", "")
	refused(t, "reason", err)
	office := w.id(`insert into office (key, level, parent_id, region, name_kk, name_ru, name_en, phone) select 'd2', 'district', parent_id, '63', 'О', 'Ц', 'C', '2' from office where key = 'd' returning id`)
	stranger := w.account("stranger", access.Caseworker, office)
	if _, err = w.work.WithdrawDwelling(ctx, op(stranger), home, "below_norm", ""); !fault.Is(err, fault.NotFound) {
		t.Errorf("another office: %v", err)
	}
	w.must(w.work.WithdrawDwelling(ctx, op(w.own), home, "below_norm", ""))
	_, err = w.work.ChangeDwelling(ctx, op(w.own), home, x)
	refused(t, "dwelling.withdrawn", err)
	if err := housing.Demo(ctx, w.work, w.own, w.village, w.today()); err != nil {
		t.Error(err)
	}
	w.soundChains()
}
