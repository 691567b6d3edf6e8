package web

import (
	"sync"
	"time"
)

// seen is a set of views already noted in this hour; filled only after the row is committed.
type seen struct {
	mu   sync.Mutex
	hour time.Time
	set  map[[2]int64]struct{}
}

func (s *seen) has(account, caseID int64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn()
	_, ok := s.set[[2]int64{account, caseID}]
	return ok
}

func (s *seen) add(account, caseID int64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.turn()
	s.set[[2]int64{account, caseID}] = struct{}{}
}

// turn forgets the last hour; a set beyond a bound is forgotten as well, which costs a look-up each.
func (s *seen) turn() {
	h := time.Now().Truncate(time.Hour)
	if s.set == nil || !h.Equal(s.hour) || len(s.set) > 100_000 {
		s.hour, s.set = h, map[[2]int64]struct{}{}
	}
}
