//go:build unix

package pgserver

import (
	"context"
	"errors"
	"time"
)

// tryFor is how long a server that ended by itself is started again and again before it counts as gone.
var tryFor = time.Minute

// watch waits for the server's end. When nobody asked for it, it brings the server back; a person who kills the
// server a hundred times gets it back a hundred times.
func (s *Server) watch(p *process) {
	defer close(s.ended)
	for {
		begun := time.Now()
		select {
		case <-s.stop:
			s.stopErr = p.shutDown()
			return
		case <-p.done:
		}
		s.say("database: the server ended by itself (%v) and is started again", p.err)
		if time.Since(begun) < time.Second && !s.pause(250*time.Millisecond) {
			return // no busy loop around a server that dies at once
		}
		begun = time.Now()
		next, err := s.again()
		if errors.Is(err, context.Canceled) {
			return
		}
		if err != nil {
			s.say("database: the server cannot be brought back: %v", err)
			close(s.died)
			return
		}
		s.say("database: the server is back after %s", round(time.Since(begun)))
		p = next
	}
}

// again starts the server anew until it runs or the time is over; a Stop in between is a cancelled context.
func (s *Server) again() (*process, error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() {
		select {
		case <-s.stop:
			cancel()
		case <-ctx.Done():
		}
	}()
	for begun := time.Now(); ; {
		p, err := s.launch(ctx)
		if err == nil {
			return p, nil
		}
		if ctx.Err() != nil || !s.pause(time.Second) {
			return nil, context.Canceled
		}
		if time.Since(begun) > tryFor {
			return nil, err
		}
	}
}

// pause waits, unless Stop comes first.
func (s *Server) pause(d time.Duration) bool {
	select {
	case <-s.stop:
		return false
	case <-time.After(d):
		return true
	}
}
