package portal_test

import (
	"sync"
	"testing"

	"nurlykosh/internal/platform/fault"
)

func TestOnlyWrongPairsWait(t *testing.T) {
	w := newWorld(t)
	f := w.family()
	for i := range 30 {
		if _, err := w.work.Match(t.Context(), f.number, "1", network); fault.Of(err).Key != "status.wrong_pair" {
			t.Fatalf("try %d: %v", i+1, err)
		}
	}
	if _, err := w.work.Match(t.Context(), f.number, "1", network); !fault.Is(err, fault.TooMany) {
		t.Errorf("31st wrong pair: %v", err)
	}
	if _, err := w.work.Match(t.Context(), f.number, f.code, network); err != nil {
		t.Errorf("the right pair did not pass: %v", err)
	}
	if _, err := w.work.Match(t.Context(), f.number, "1", "192.0.2.8"); fault.Of(err).Key != "status.wrong_pair" {
		t.Errorf("another network waits, too: %v", err)
	}
}

// Two hundred wrong codes from one network by eight hands at once: thirty are told that they were wrong, the others to wait, and the family's
// own code opens all the while, from the same network. A minute later thirty more (trust.md S-30).
func TestManyWrongPairsAtOnce(t *testing.T) {
	w := newWorld(t)
	f := w.family()
	burst := func() (wrong, wait int) {
		answers := make([]error, 200)
		tickets := make(chan int, len(answers))
		for i := range answers {
			tickets <- i
		}
		close(tickets)
		var wg sync.WaitGroup
		for range 8 { // no more hands than connections: whoever waits for one is answered that the service is busy
			wg.Go(func() {
				for i := range tickets {
					if i%20 == 7 {
						if _, err := w.work.Match(t.Context(), f.number, f.code, network); err != nil {
							t.Errorf("the right pair: %v", err)
						}
					}
					_, answers[i] = w.work.Match(t.Context(), f.number, "1", network)
				}
			})
		}
		wg.Wait()
		for _, err := range answers {
			switch {
			case fault.Of(err).Key == "status.wrong_pair":
				wrong++
			case fault.Is(err, fault.TooMany):
				wait++
			default:
				t.Error(err)
			}
		}
		return wrong, wait
	}
	for round := range 2 {
		if wrong, wait := burst(); wrong != 30 || wait != 170 {
			t.Errorf("round %d: of 200 wrong pairs at once %d were told so, %d to wait", round, wrong, wait)
		}
		w.exec(`update throttle set first_at = first_at - interval '1 minute'`)
	}
	if n := w.id(`select tries from throttle where key = 'status/all'`); n != 30 {
		t.Errorf("%d count in all, want those that were looked at", n)
	}
}
