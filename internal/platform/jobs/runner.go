package jobs

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"time"
)

const (
	// Lease is how long a job belongs to the runner that took it; after that it counts as dropped.
	Lease = 2 * time.Minute
	// MaxTries is how often a job is tried before it is parked.
	MaxTries = 8

	tick  = time.Second      // how often an idle runner looks
	grace = 15 * time.Second // what a job that runs may still take when the program stops
)

// Claimed is a job that belongs to this runner for the time of a lease.
type Claimed struct {
	ID    int64           `db:"id"`
	Kind  string          `db:"kind"`
	Key   string          `db:"key"`
	Args  json.RawMessage `db:"args"`
	Tries int             `db:"tries"` // this one included
}

// Handler does a job. It may be called again for a job it has done already: after a crash nobody knows.
type Handler func(ctx context.Context, c Claimed) error

// Queue is where jobs wait. Claim gives nil when none is due.
type Queue interface {
	Claim(ctx context.Context, kinds []string, lease time.Duration) (*Claimed, error)
	Done(ctx context.Context, c Claimed) error
	Failed(ctx context.Context, c Claimed, cause error, wait time.Duration, park bool) error
	Periodic(ctx context.Context, kind string, every time.Duration) error
}

// Runner does the jobs that are due, one at a time.
type Runner struct {
	queue    Queue
	log      *slog.Logger
	handlers map[string]Handler
	every    map[string]time.Duration
}

// NewRunner makes a runner that knows no job yet.
func NewRunner(q Queue, log *slog.Logger) *Runner {
	return &Runner{queue: q, log: log, handlers: map[string]Handler{}, every: map[string]time.Duration{}}
}

// Handle says who does the jobs of a kind; jobs of other kinds are left alone.
func (r *Runner) Handle(kind string, h Handler) { r.handlers[kind] = h }

// Every says what is done again and again; many programs on one database do it once.
func (r *Runner) Every(kind string, every time.Duration, h Handler) {
	r.handlers[kind], r.every[kind] = h, every
}

// Run does jobs until the context ends; the one at hand may finish first.
func (r *Runner) Run(ctx context.Context) {
	for noted := false; ; {
		if !noted {
			noted = r.note(ctx) == nil
		}
		if noted {
			if _, err := r.Work(ctx); err != nil && ctx.Err() == nil {
				r.log.Warn("jobs", "error", err.Error())
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(tick):
		}
	}
}

func (r *Runner) note(ctx context.Context) error {
	for _, kind := range slices.Sorted(maps.Keys(r.every)) {
		if err := r.queue.Periodic(ctx, kind, r.every[kind]); err != nil {
			r.log.Warn("jobs", "error", err.Error())
			return err
		}
	}
	return nil
}

// Work does every job that is due now, and says how many it took.
func (r *Runner) Work(ctx context.Context) (n int, err error) {
	kinds := slices.Sorted(maps.Keys(r.handlers))
	for ctx.Err() == nil {
		c, err := r.queue.Claim(ctx, kinds, Lease)
		if err != nil || c == nil {
			return n, err
		}
		n++
		if err := r.do(ctx, *c); err != nil {
			return n, err
		}
	}
	return n, nil
}

var errDropped = errors.New("the program ended each time while it did this job")

func (r *Runner) do(ctx context.Context, c Claimed) error {
	after := context.WithoutCancel(ctx) // how it went is noted even when the program stops
	if c.Tries > MaxTries {
		return r.queue.Failed(after, c, errDropped, 0, true)
	}
	work, cancel := context.WithTimeout(after, Lease-10*time.Second)
	defer cancel()
	defer context.AfterFunc(ctx, func() { time.AfterFunc(grace, cancel) })()
	err := safely(work, r.handlers[c.Kind], c)
	if err == nil {
		return r.queue.Done(after, c)
	}
	r.log.Warn("job failed", "kind", c.Kind, "id", c.ID, "try", c.Tries)
	return r.queue.Failed(after, c, err, wait(c.Tries), c.Tries >= MaxTries)
}

// safely turns a panic of a handler into an error: one bad job does not stop the others.
func safely(ctx context.Context, h Handler, c Claimed) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("panic: %v", p)
		}
	}()
	return h(ctx, c)
}

// wait grows with each try: 2 s, 4 s … 256 s.
func wait(tries int) time.Duration { return time.Second << min(tries, 8) }
