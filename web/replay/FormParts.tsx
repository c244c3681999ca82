import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useText } from '../text/language.ts'
import { text } from './form-text.ts'

const needed = [{ required: true, whitespace: true }]

/** Decree 185 Art. 17: at least two officials, work ID seen, each filled in for themselves. */
export function Officials() {
  const t = useText(text)
  return (
    <Form.List name="officials">
      {(fields, { add }) => (
        <>
          <h2 className="section">{t.officials}</h2>
          {fields.map(({ key, name }) => (
            <div key={key} className="row" style={{ alignItems: 'flex-start', marginBottom: 2 }}>
              <Form.Item name={[name, 'name']} rules={needed}>
                <Input
                  placeholder={t.officialName}
                  aria-label={t.officialName}
                  maxLength={100}
                  style={{ width: 120 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'unit']} rules={needed}>
                <Input
                  placeholder={t.officialUnit}
                  aria-label={t.officialUnit}
                  maxLength={200}
                  style={{ width: 220 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'workId']} rules={needed}>
                <Input placeholder={t.workId} aria-label={t.workId} maxLength={60} style={{ width: 160 }} />
              </Form.Item>
              <Form.Item name={[name, 'idSeen']} valuePropName="checked">
                <Checkbox>{t.idSeen}</Checkbox>
              </Form.Item>
            </div>
          ))}
          {fields.length < 8 && (
            <Button size="small" onClick={() => add({})}>
              {t.addOfficial}
            </Button>
          )}
        </>
      )}
    </Form.List>
  )
}

export function Documents() {
  const t = useText(text)
  return (
    <Form.List name="documents">
      {(fields, { add }) => (
        <div style={{ marginBottom: 14 }}>
          <h2 className="section">{t.documents}</h2>
          {fields.map(({ key, name }) => (
            <div key={key} className="row" style={{ alignItems: 'flex-start', marginBottom: 2 }}>
              <Form.Item name={[name, 'kind']} rules={needed}>
                <Input
                  placeholder={t.documentKind}
                  aria-label={t.documentKind}
                  maxLength={60}
                  style={{ width: 160 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'number']} rules={needed}>
                <Input
                  placeholder={t.documentNumber}
                  aria-label={t.documentNumber}
                  maxLength={100}
                  style={{ width: 180 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'issuedBy']}>
                <Input
                  placeholder={t.issuedBy}
                  aria-label={t.issuedBy}
                  maxLength={200}
                  style={{ width: 160 }}
                />
              </Form.Item>
              <Form.Item name={[name, 'seen']} valuePropName="checked">
                <Checkbox>{t.documentSeen}</Checkbox>
              </Form.Item>
            </div>
          ))}
          {fields.length < 8 && (
            <Button size="small" onClick={() => add({})}>
              {t.addDocument}
            </Button>
          )}
        </div>
      )}
    </Form.List>
  )
}

/** Order 799 Art. 21: how the person is concerned, what is to be protected, who consented for the unit. */
export function Concerned() {
  const t = useText(text)
  return (
    <>
      <h2 className="section">{t.concerned}</h2>
      <div className="two">
        <Form.Item name={['concerned', 'relation']} label={t.relation} rules={[{ required: true }]}>
          <Select
            options={(['self', 'close-relative', 'guardian'] as const).map((v) => ({
              value: v,
              label: t.relations[v],
            }))}
          />
        </Form.Item>
        <Form.Item name={['concerned', 'interest']} label={t.interest} rules={[{ required: true }]}>
          <Select
            options={(['life', 'health', 'property'] as const).map((v) => ({
              value: v,
              label: t.interests[v],
            }))}
          />
        </Form.Item>
        <Form.Item name={['concerned', 'consent']} label={t.consent} rules={needed}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
    </>
  )
}
