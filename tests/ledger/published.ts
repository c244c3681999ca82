/** What other implementations publish of their logs and tests, as facts to agree with. */

/** A checkpoint of a public log as four public witnesses cosigned it, among signatures of types unknown here (2026). */
export const PUBLIC_CHECKPOINT = `arche2025h1.staging.ct.transparency.dev
1432088532
U7WM79jrzyhGZ5/GUBTpM7NzwdyfFx61t3RovgcC4Ro=

— arche2025h1.staging.ct.transparency.dev zTM8sQAAAZ5W0WdjBAMARjBEAiBjW5IQf9pvsYLfQFX6hoGREPMHbdQ3urbllzalApkptQIgIpwtEroeW2BXaHAI4kJXFbon5Ch9MNL5zRNZ55lvGt0=
— arche2025h1.staging.ct.transparency.dev ui8GwCF1+kWqZrxGdhj4aX3gcw7XUlXQQabg/27lefwhUkzbC3NygNI75MdhL1bfTW9g8Ei59RA23oHP7Ry1k3ZFWwQ=
— transparency.dev/DEV:witness-little-garden 2AQqhwAAAABqEiEgzgFIqqhbUoDwjMWE6UP8nd8/KYTzwZ2rhIgcqoXHAwVkjZr4AscylP3v7sEodkRAErumC2q44vdgJY096st5BQ==
— witness1.smartit.nu/witness1 pIyCDwAAAABqEiEghIp82KWebrw7/oHQwlTAm3g2RKS4+eebl8eO0WH+/iEcxZ75W3u5hNI7TOQtmJbqmNWVuE0tgh0XwzdZsDsUAQ==
— remora.n621.de 2net5wAAAABqEiEgPlfF3V06o0Y+fHM+J5J9s27wgxxcOVSpZ/2g/KSiXCg9DEZI+aVCIobWX9sXTynk5XeU/zZ0WBxtqB0DrAWfBw==
— witness.stagemole.eu Z/euoAAAAABqEiEgw0i+7g2ENfDAWHmtRzCfKTHSDwYDJA2NmKeGi9Y8FtEyOUvVr+AJmIY/2TUFucgKi7lI7cUiOvKFYe/TmN9DAg==
`
export const PUBLIC_LOG =
  'arche2025h1.staging.ct.transparency.dev+ba2f06c0+AU0vHmlGCS/PdN8b2OaGmKprLI8HKM+dJ472xgFYh15f'
export const PUBLIC_WITNESSES = [
  'transparency.dev/DEV:witness-little-garden+d8042a87+BCtusOxINQNUTN5Oj8HObRkh2yHf/MwYaGX4CPdiVEPM',
  'witness1.smartit.nu/witness1+a48c820f+BPSFWg9G6KPiO7QPryYO5Xq4oYJJ+kAvLKLSimDhoxMO',
  'remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2',
  'witness.stagemole.eu+67f7aea0+BEqSG3yu9YrmcM3BHvQYTxwFj3uSWakQepafafpUqklv',
] as const

/** The checksum database of Go: its key isn't called as its origin is. */
export const SUMDB_KEY = 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8'
export const SUMDB_CHECKPOINT = `go.sum database tree
35225469
vt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=

— sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=
`

/** An inclusion path of a Tessera log, as Project Oak's tests have it. */
export const PUBLIC_PATH = {
  entry: 'hello tesseroak\n',
  index: 76_958,
  size: 76_959,
  root: 'QYfrD7XAd4qUHbRBs4dDyDZwpZN4M/cccXr2G56pxkY=',
  path: [
    'fGRlLyuz+L9Jb8+uTSut/2aVc4z7fKFW+clvsb6xjEM=',
    'F6LautOHD5eppkWC0xn/lz00X5g2yLlZAkl2jCI/wdE=',
    'qH7OJxFNup+TDvJuohd2HphKVngfMeMzUK8QChEDcas=',
    '+Y3g758yXtPCRh/eqhLTA3bdcx+cCV1Uah0JdgB0YEs=',
    'vq8cJSjj8dPVmFBRUqDLlaMqW6aAYR2GKugVhgudXLs=',
    'J0z3X5qTb9WFC1gABhVFx0bW1rVZRL+DAoBL2e2h4G4=',
    'NmSbYg25xNFzTRerIsF3HbEMyTIDqW87AQd9ekzopE8=',
    'L8BZipjURnkctkjJtGJs+YyTXMssvNKA7+a8nV2JT/s=',
    'pva4RFzCejMkVMVmYc93As2lbk7WAyrw58TvrzEOjNc=',
  ],
} as const

/** The dialogue of litewitness's tests: a Sigsum log with this key grows from 1 to 3 to 5 entries, its leaves made up. */
export const SIGSUM = {
  publicKey: 'ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f',
  origin: 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562',
  heads: {
    1: {
      root: '2a00000000000000000000000000000000000000000000000000000000000000',
      signature:
        'b7cf653aa9c565a1ca359db81bd3bc656ab2890c6ea4c0aec42295e80aa05049423505026434f987923ccdf07d440c152cd59e736e5914d8ada8d7a4d51b2106',
    },
    3: {
      root: '45c088d4d939e9971298811f227d1295eaad57bbafae55cd71c171e7de48c25d',
      signature:
        '655bb4871d15bc05032d67eece88900c4863a27f190393b99176391577f5def971b023d9a418c3226b7b7ea47b33686d9b3849451dadc6b07c007c595af1ea0a',
    },
    5: {
      root: '42bb57ad06420afa4882c4a63ac6a1ec77480b330b2f20dfc53a0caa5f564e36',
      signature:
        '0fc43899968b48b5150b0e8fe7ad07b17c21c7056a6fe381deb0cd19ece103d59b2119b5dbe5d54d8a1262ce67f01245c5898b4b56f747495804a17a2eec0f0c',
    },
  },
  proofs: {
    '1-3': [
      '2a01000000000000000000000000000000000000000000000000000000000000',
      '2a02000000000000000000000000000000000000000000000000000000000000',
    ],
    '1-5': [
      '2a01000000000000000000000000000000000000000000000000000000000000',
      'f9f50357e93def4078237b8aaea24ce1a3f5965a0f64ff26bebd99e30470d8b2',
      '2a04000000000000000000000000000000000000000000000000000000000000',
    ],
    '3-5': [
      '2a02000000000000000000000000000000000000000000000000000000000000',
      '2a03000000000000000000000000000000000000000000000000000000000000',
      'c2088815d65f60dbfa594d4e96504ab169cb6084bf0c132ab7c521fd2e0eba41',
      '2a04000000000000000000000000000000000000000000000000000000000000',
    ],
  },
} as const
