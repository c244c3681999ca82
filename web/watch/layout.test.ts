import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gridFor, inOrder, moved } from './layout.ts'

test('the wall is the smallest square that holds the pictures', () => {
  assert.deepEqual([0, 1, 2, 4, 5, 9, 10, 16, 200].map(gridFor), [1, 1, 4, 4, 9, 9, 16, 16, 16])
})

test('a kept order is obeyed and new cameras follow by number', () => {
  const cameras = ['IPC-03', 'IPC-01', 'IPC-02'].map((number) => ({ id: number.slice(-1), number }))
  assert.deepEqual(
    inOrder(cameras, ['3', 'gone']).map((c) => c.id),
    ['3', '1', '2'],
  )
})

test('a picture dragged onto another takes its place', () => {
  assert.deepEqual(moved(['a', 'b', 'c', 'd'], 'd', 'b'), ['a', 'd', 'b', 'c'])
  assert.deepEqual(moved(['a', 'b', 'c', 'd'], 'a', 'c'), ['b', 'c', 'a', 'd'])
})
