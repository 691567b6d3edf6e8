package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"sync"
	"syscall"
	"time"

	"nurlykosh/internal/demo"
	"nurlykosh/internal/platform/db"
	"nurlykosh/internal/platform/jobs"
	"nurlykosh/internal/platform/pgserver"
	"nurlykosh/internal/programme"
	"nurlykosh/static"
)

// serve runs the web application until it is told to stop.
func serve(ctx context.Context, _ []string) (err error) {
	if err := static.Built(); err != nil {
		return err
	}
	begun := time.Now()
	w, err := openWorld(ctx, pgserver.Start)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.close()) }()
	if !w.set.Prod() && w.owner != nil {
		if err := demo.Fill(ctx, w.db, w.owner, say); err != nil {
			return err
		}
	}
	log := slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	app, err := programme.New(ctx, programme.Ground{DB: w.db, Owner: w.owner, Settings: w.set, Log: log, Version: version})
	if err != nil {
		return err
	}
	if err := w.db.Warm(ctx, 8); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", w.set.Addr)
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("the address %s is in use: stop the other program, or set NK_ADDR to another address", w.set.Addr)
	}
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; set NK_ADDR to another address", w.set.Addr, err)
	}
	server := &http.Server{
		Handler: app.Echo, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second, IdleTimeout: 2 * time.Minute,
	}
	runner := jobs.NewRunner(db.Queue{DB: w.db}, log)
	db.AddSweeps(runner, w.db)
	work, stopWork := context.WithCancel(context.WithoutCancel(ctx))
	var working sync.WaitGroup
	working.Go(func() { runner.Run(work) })
	defer func() { stopWork(); working.Wait() }() // before the database goes
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	say(fmt.Sprintf("Nurly Kosh is ready after %s: %s", time.Since(begun).Round(10*time.Millisecond), w.set.BaseURL))
	var died <-chan struct{}
	if w.own != nil {
		died = w.own.Died()
	}
	select {
	case err = <-failed:
		return err
	case <-died:
		return errors.New("the database has ended and cannot be brought back; see the log under var/pg")
	case <-ctx.Done():
	}
	say("stopping")
	stopWork()
	drain, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return server.Shutdown(drain)
}
