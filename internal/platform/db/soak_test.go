//go:build soak

package db_test

import (
	"context"
	"sync"
	"testing"
	"time"

	"nurlykosh/internal/platform/audit"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/fault"
	"nurlykosh/internal/testkit"
)

// Ten thousand operations whose reply to COMMIT is lost each time, each sent three times at once: none lost, none
// doubled, and the true outcome within three seconds (trust.md ).
func TestSoakTenThousandLostReplies(t *testing.T) {
	const operations, copies, workers = 10_000, 3, 8
	d := testkit.Fresh(t)
	streams := make([]audit.Stream, workers)
	for i := range streams {
		streams[i] = begin(t, d, int64(i+1))
	}
	p, pool := between(t, d)
	p.will(plan{text: "COMMIT", act: dropReply, each: true})
	var mu sync.Mutex
	saved, unknown, refused, late := 0, 0, 0, 0
	var longest time.Duration
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for range operations / workers {
				o := op("note")
				var copying sync.WaitGroup
				for range copies {
					copying.Go(func() {
						begun := time.Now()
						_, err := pool.Change(context.Background(), o, note(streams[w], "x"))
						took := time.Since(begun)
						mu.Lock()
						defer mu.Unlock()
						switch {
						case err == nil:
							saved++
						case fault.Is(err, fault.Unknown):
							unknown++
						default:
							refused++
						}
						longest = max(longest, took)
						if took > 3*time.Second {
							late++
						}
					})
				}
				copying.Wait()
			}
		})
	}
	wg.Wait()
	stored := count(t, d, "select count(distinct op_id) from event where kind = 'noted'")
	doubled := count(t, d, "select count(*) from (select op_id from event where kind = 'noted' group by op_id having count(*) > 1) x")
	t.Logf("%d operations, %d copies each, %d replies lost: %d answers saved, %d unknown, %d busy; %d stored, %d doubled; longest %s, %d beyond 3 s",
		operations, copies, p.broken, saved, unknown, refused, stored, doubled, longest.Round(time.Millisecond), late)
	if stored < saved/copies || stored > operations || doubled > 0 || float64(saved) < 0.999*operations*copies {
		t.Errorf("stored %d, doubled %d, saved %d", stored, doubled, saved)
	}
	if _, broken, err := audit.Verify(t.Context(), d.Owner); err != nil || len(broken) > 0 {
		t.Errorf("chains: %v %v", broken, err)
	}
}

// Ten thousand operations repeated at once and later, over a healthy line: one effect each, the first result for all.
func TestSoakTenThousandRepeatedOperations(t *testing.T) {
	const operations, copies = 10_000, 5
	d := testkit.Fresh(t)
	s := begin(t, d, 1)
	wrong := 0
	begun := time.Now()
	for range operations / 10 {
		var wg sync.WaitGroup
		var mu sync.Mutex
		for range 10 {
			o := op("note")
			to := "/" + o.ID
			for range copies {
				wg.Go(func() {
					res, err := d.DB.Change(context.Background(), o, func(tx *db.Tx) (db.Result, error) {
						r, err := note(s, "x")(tx)
						r.To = to
						return r, err
					})
					if err != nil || res.To != to {
						mu.Lock()
						wrong++
						mu.Unlock()
						t.Log(err)
					}
				})
			}
		}
		wg.Wait()
	}
	stored := count(t, d, "select count(*) from event where kind = 'noted'")
	t.Logf("%d operations, %d copies each: %d effects, %d wrong answers, %s", operations, copies, stored, wrong, time.Since(begun).Round(time.Second))
	if stored != operations || wrong > 0 {
		t.Errorf("%d effects, %d wrong answers", stored, wrong)
	}
}
