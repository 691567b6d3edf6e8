package db

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/jmoiron/sqlx"
	"github.com/lib/pq"

	"nurlykosh/internal/platform/sealed"
	nksql "nurlykosh/sql"
)

// Args are a query's named arguments.
type Args = map[string]any

// Limits of one statement and one wait for a lock, on the server's side: nothing hangs a page.
const (
	statementTimeout = 5 * time.Second
	lockTimeout      = time.Second
	poolWait         = 500 * time.Millisecond
	resolveWithin    = 3 * time.Second
)

// DB is the pool with its prepared queries and the keyring.
type DB struct {
	pool    *sqlx.DB
	Keys    *sealed.Keyring
	queries map[string]Query
	stmts   sync.Map // name → *sqlx.Stmt
	pending sync.Map // names being prepared
	doubts  *sync.Map
	warm    atomic.Bool
}

// Options tune a pool; the zero value is right for the program.
type Options struct {
	MaxConns int
}

// Open connects the pool of the application role.
func Open(dsn string, keys *sealed.Keyring, o Options) (*DB, error) {
	queries, err := LoadQueries(nksql.Queries, "queries")
	if err != nil {
		return nil, err
	}
	if o.MaxConns == 0 {
		o.MaxConns = 16
	}
	doubts := &sync.Map{}
	c, err := connector(dsn, doubts)
	if err != nil {
		return nil, err
	}
	pool := sqlx.NewDb(openDB(c), "postgres")
	pool.SetMaxOpenConns(o.MaxConns)
	pool.SetMaxIdleConns(o.MaxConns)
	pool.SetConnMaxLifetime(5 * time.Minute) // trust.md M5
	return &DB{pool: pool, Keys: keys, queries: queries, doubts: doubts}, nil
}

// Close closes the pool.
func (d *DB) Close() error { return d.pool.Close() }

// Queries lists the named queries, for the test that prepares each.
func (d *DB) Queries() map[string]Query { return d.queries }

// Pool is the bare pool, for what architecture.md §2 lets write outside Change: sessions, throttle,
// view log, rescue drafts, job claims. The arch test holds that list.
func (d *DB) Pool() *sqlx.DB { return d.pool }

// Ping reports whether the database answers.
func (d *DB) Ping(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, poolWait)
	defer cancel()
	return d.pool.PingContext(ctx)
}

// Warm opens every connection and prepares the queries named, so that the first request is no slower.
func (d *DB) Warm(ctx context.Context, n int) error {
	var wg sync.WaitGroup
	errs := make([]error, n)
	for i := range n {
		wg.Go(func() {
			conn, err := d.pool.Connx(ctx)
			if err == nil {
				_, err = conn.ExecContext(ctx, "select nk_now()")
				err = errors.Join(err, conn.Close())
			}
			errs[i] = err
		})
	}
	wg.Wait()
	err := errors.Join(errs...)
	d.warm.Store(err == nil)
	return err
}

// Lacks names what is missing before requests can be served: the database, its schema, a warm pool; "" is nothing.
func (d *DB) Lacks(ctx context.Context) string {
	if d.Ping(ctx) != nil {
		return "database"
	}
	if state, err := d.State(ctx); err != nil || !state.Current() {
		return "schema"
	}
	if !d.warm.Load() {
		return "pool"
	}
	return ""
}

// stmt gives a query prepared on the pool, or nil while it is not: preparing takes a connection of its own, which
// a transaction that already holds one must never wait for. It is prepared behind, for the next time.
func (d *DB) stmt(name string) (*sqlx.Stmt, Query, error) {
	q, ok := d.queries[name]
	if !ok {
		return nil, q, fmt.Errorf("no query is named %s", name)
	}
	if s, ok := d.stmts.Load(name); ok {
		return s.(*sqlx.Stmt), q, nil
	}
	if _, pending := d.pending.LoadOrStore(name, true); !pending {
		go d.prepare(q)
	}
	return nil, q, nil
}

// prepare prepares a query on the pool; a failure leaves it for another time.
func (d *DB) prepare(q Query) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	s, err := d.pool.PreparexContext(ctx, q.Text)
	if err == nil {
		d.stmts.Store(q.Name, s)
		return
	}
	d.pending.Delete(q.Name)
}

// noting is a connector whose connections remember that a commit was acknowledged without its standby.
type noting struct {
	driver.Connector
	doubts *sync.Map
}

// Connect opens a connection with a notice handler. (trust.md M2)
func (n noting) Connect(ctx context.Context) (driver.Conn, error) {
	c, err := n.Connector.Connect(ctx)
	if err != nil {
		return nil, err
	}
	pq.SetNoticeHandler(c, func(e *pq.Error) {
		if e.Code == "01000" && strings.Contains(e.Message, "synchronous replication") {
			n.doubts.Store(c, true)
		}
	})
	return c, nil
}
