/** GET service list and service definition. */
import type { Service, ServiceAttribute } from './queries.ts'
import { document, element, fieldElements, textElement } from './xml.ts'

/** Classes of GB/T 30428, which are the groups of services. */
const groups: Readonly<Record<string, string>> = {
  '01': '市容环境',
  '02': '宣传广告',
  '03': '施工管理',
  '04': '突发事件',
  '05': '街面秩序',
  '21': '扩展事件',
}

export const toService = ({ code, name, nameEn, group, metadata }: Service) => ({
  service_code: code,
  service_name: name,
  description: nameEn,
  metadata,
  type: 'realtime',
  keywords: `${name},${nameEn}`,
  group: groups[group] ?? group,
})

export const servicesXml = (services: readonly ReturnType<typeof toService>[]): string =>
  document(
    element(
      'services',
      services.map((service) => element('service', fieldElements(service))),
    ),
  )

export const toDefinition = (code: string, attributes: readonly ServiceAttribute[]) => ({
  service_code: code,
  attributes: attributes.map((attribute) => ({
    variable: true,
    code: attribute.code,
    datatype: attribute.datatype,
    required: attribute.required,
    datatype_description: null,
    order: attribute.position,
    description: attribute.description,
    ...(attribute.datatype.endsWith('list') ? { values: attribute.choices } : {}),
  })),
})

export function definitionXml({ service_code, attributes }: ReturnType<typeof toDefinition>): string {
  const written = attributes.map(({ values, ...attribute }) =>
    element('attribute', [
      ...fieldElements(attribute),
      ...(values
        ? [
            element(
              'values',
              values.map((value) => element('value', fieldElements(value))),
            ),
          ]
        : []),
    ]),
  )
  return document(
    element('service_definition', [
      textElement('service_code', service_code),
      element('attributes', written),
    ]),
  )
}
