package policies

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/metrics"
	"time"
)

// MaxGrowth is by how many bytes the heap may grow while a user's rule, or the
// Rego tests, run. Rego itself knows no such bound.
const MaxGrowth = 256 << 20

// ErrMemory says that a rule was stopped because it asked for too much memory.
var ErrMemory = fmt.Errorf("it needs more than %d MiB of memory", MaxGrowth>>20)

// ErrTime says that rules were stopped because they took too long.
var ErrTime = errors.New("it takes too long")

func slow(limit time.Duration) error { return fmt.Errorf("%w: more than %v", ErrTime, limit) }

// watch cancels the context, with ErrMemory as its cause, when what lives on the
// heap grows by more than MaxGrowth, or the heap with its garbage by twice that:
// to collect it first would take too long. The caller ends the watch, which waits for its goroutine.
func watch(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	ended := make(chan struct{})
	allowed := heap() + MaxGrowth
	go func() {
		defer close(ended)
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
				if h := heap(); h > allowed+MaxGrowth || h > allowed && live() > allowed {
					cancel(ErrMemory)
				}
			}
		}
	}()
	return ctx, func() {
		cancel(nil)
		<-ended
	}
}

// live is heap without garbage, which nobody should be blamed for.
func live() uint64 {
	runtime.GC()
	return heap()
}

// heap is how many bytes the objects on the heap take, garbage included.
func heap() uint64 {
	sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
	metrics.Read(sample)
	return sample[0].Value.Uint64()
}
