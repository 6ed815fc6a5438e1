package attacktree

import "context"

// promptly returns as soon as the context ends, also where the work looks at it
// only now and then. What is left behind ends by itself, within the second that a
// linear pass over the largest diagram takes.
func promptly[T any](ctx context.Context, work func() (T, error)) (T, error) {
	type outcome struct {
		value T
		err   error
	}
	done := make(chan outcome, 1)
	go func() {
		value, err := work()
		done <- outcome{value, err}
	}()
	select {
	case o := <-done:
		return o.value, o.err
	case <-ctx.Done():
		var none T
		return none, ctx.Err()
	}
}
