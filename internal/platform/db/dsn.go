package db

import (
	"database/sql"
	"database/sql/driver"
	"fmt"
	"sync"

	"github.com/lib/pq"
)

// connector adds the limits that every session of the programme has, and the notice handler.
func connector(dsn string, doubts *sync.Map) (driver.Connector, error) {
	cfg, err := pq.NewConfig(dsn)
	if err != nil {
		return nil, fmt.Errorf("the database address cannot be read: %w", err)
	}
	if cfg.Runtime == nil {
		cfg.Runtime = map[string]string{}
	}
	for k, v := range map[string]string{
		"statement_timeout":                   fmt.Sprint(statementTimeout.Milliseconds()),
		"lock_timeout":                        fmt.Sprint(lockTimeout.Milliseconds()),
		"idle_in_transaction_session_timeout": "10000",
		"timezone":                            "UTC",
	} {
		if _, set := cfg.Runtime[k]; !set {
			cfg.Runtime[k] = v
		}
	}
	c, err := pq.NewConnectorConfig(cfg)
	if err != nil {
		return nil, err
	}
	return noting{Connector: c, doubts: doubts}, nil
}

func openDB(c driver.Connector) *sql.DB { return sql.OpenDB(c) }
